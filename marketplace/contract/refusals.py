"""Named refusals: the expected ways in which the marketplace says no. Values, never exceptions."""

from marketplace.contract.contact.finding import Finding
from marketplace.contract.entities import AnyEntity, Value

SENTENCES = {
    "unknown_thing": "The marketplace knows nothing of this, or it is not yours to see.",
    "not_yours_to_do": "This is not yours to do.",
    "already_answered": "This invitation has already been answered.",
    "invitation_withdrawn": "The client withdrew this invitation.",
    "invitation_removed": "The marketplace removed this invitation.",
    "job_closed": "This job is closed.",
    "already_applied": "You have already sent a proposal for this job.",
    "unblock_not_confirmed": "You have previously blocked this client. Submitting a proposal will unblock them.",
    "client_blocked": "The freelancer receives no more invitations or offers from this client.",
    "client_not_blockable": "This client cannot be blocked.",
    "unknown_reason": "Choose a reason from the list.",
    "unknown_duration": "Choose a duration from the list.",
    "rate_out_of_range": "The hourly rate is outside the range that the marketplace allows.",
    "amount_out_of_range": "The amount is outside the range that the marketplace allows.",
    "wrong_pricing": "These terms do not fit the way this job is paid.",
    "letter_required": "The client asks for a cover letter.",
    "interview_required": "This job asks for a video interview: record an answer to each of its questions.",
    "recording_too_long": "A recording is longer than the client asked for.",
    "interview_not_asked": "This job does not ask for an interview.",
    "bad_milestones": "Each milestone needs a description and an amount.",
    "too_many_milestones": "There are more milestones than the marketplace allows.",
    "rate_increase_out_of_range": "Choose a rate increase from those that the marketplace allows.",
    "unknown_highlight": "Choose highlights from your profile.",
    "too_many_highlights": "More highlights are chosen than the marketplace allows.",
    "unknown_agency": "You can apply in the name of an agency that you belong to.",
    "text_required": "Write something first.",
    "text_too_long": "This text is longer than the marketplace allows.",
    "unanswered_question": "Each of the client's questions needs an answer.",
    "too_many_attachments": "More files are attached than the marketplace allows.",
    "attachment_too_large": "A file is larger than the marketplace allows.",
    "bad_attachment_name": "A file's name is empty, too long or holds characters that are not allowed.",
    "attachment_missing": "An attached file has not arrived at the marketplace yet.",
    "not_enough_connects": "You do not have enough Connects for this proposal.",
    "proposal_closed": "This proposal is no longer open.",
    "proposal_viewed": "The client has looked at this proposal already. Its terms can still be changed.",
    "editing_over": "The time for changing texts and files is over. The terms can still be changed.",
    "client_answered": "The client has answered already. Talk about changes in the conversation.",
    "offer_exists": "There is an open offer for this proposal already. Revise it or take it back.",
    "offer_waits": "There is an offer for this proposal. Accept or decline it instead.",
    "offer_answered": "This offer has already been answered.",
    "offer_replaced": "There is a newer offer for this proposal.",
    "offer_withdrawn": "The client withdrew this offer.",
    "offer_expired": "This offer has run out.",
    "changes_too_late": "Changes can no longer be asked for. The offer as it stands can still be accepted.",
    "changes_too_often": "Changes were asked for several times within an hour. Wait a little and ask again.",
    "meeting_over": "The time of this meeting has passed.",
    "meeting_declined": "This meeting was declined. Propose another one.",
    "other_party_answers": "The other party has to answer: you named this time yourself.",
    "time_has_passed": "Choose a time that is still to come.",
    "bad_length": "Choose a length that the marketplace allows.",
    "bad_job_post": "This job post lacks something.",
    "drafts_not_kept": "The marketplace keeps no drafts of yours. Choose first that it does.",
    "draft_too_large": "This draft is larger than the marketplace keeps. It is safe on the computer it was written on.",
    "too_many_drafts": "More drafts are kept than the marketplace allows. Put some away first.",
    "unknown_time_zone": "The marketplace does not know this time zone.",
    "contact_information": "Contact information may be shared once a contract has started.",
    "wrong_state": "This is not possible in the present state.",
    "stale": "This has changed since you looked at it.",
    "still_running": "This command is being carried out just now. Ask again in a moment.",
    "command_id_used": "This command's id was used for something else.",
    "malformed": "The marketplace could not read the request.",
    "too_slow": "The rest of the request did not arrive in time.",
    "too_often": "This is asked too often. Wait a moment.",
    "scope_missing": "This access token is not good for that.",
    "too_many_uploads": "Too many files are on their way. Finish one first.",
    "too_large": "The request is larger than the marketplace accepts.",
    "too_old": "The changes since then are no longer kept. Take a snapshot.",
    "signed_out": "The marketplace does not accept this access token.",
    "blob_mismatch": "The file's content does not match its name. Send it again.",
}


class Refusal(Value, frozen=True, kw_only=True):
    """Why not. `name` is a key of `SENTENCES`; `field` names what to mend; `current` is the thing as it stands now.

    `findings` are the places in the text of `field` that may not stay there.
    """

    name: str
    detail: str = ""
    field: str | None = None
    current: AnyEntity | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def sentence(self) -> str:
        """What a person is told; the more particular `detail` where there is one."""
        return self.detail or SENTENCES.get(self.name, "The marketplace refused this.")


class Problem(Value, frozen=True, kw_only=True):
    """A refusal as it travels (RFC 9457): `type` is `/problems/{name}`, media type `application/problem+json`."""

    type: str
    title: str
    status: int
    detail: str = ""
    field: str | None = None
    current: AnyEntity | None = None
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, refusal: Refusal, status: int) -> "Problem":
        """`refusal` as a problem document."""
        return cls(
            type=f"/problems/{refusal.name}",
            title=SENTENCES.get(refusal.name, refusal.name),
            status=status,
            detail=refusal.detail,
            field=refusal.field,
            current=refusal.current,
            findings=refusal.findings,
        )

    def refusal(self) -> Refusal:
        """Back to the value, with the sender's words where this side does not know the name."""
        name = self.type.removeprefix("/problems/")
        detail = self.detail or ("" if name in SENTENCES else self.title)
        return Refusal(name=name, detail=detail, field=self.field, current=self.current, findings=self.findings)

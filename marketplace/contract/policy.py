"""The served policy: every limit, list and wording of the marketplace, as data.

The client shows and checks what it is served and keeps the last one for offline; nothing of this is written
into a view. The defaults are this marketplace's own policy; `docs/policy.md` gives the source of each.
"""

from decimal import Decimal

from msgspec import Struct

MIB = 1024 * 1024


class Decree(Struct, frozen=True, kw_only=True):
    """Base of what is served whole: a reader with other defaults must not fill in its own."""


class Choice(Decree, frozen=True, kw_only=True):
    """One entry of a list: `key` travels, `text` is shown."""

    key: str
    text: str


def _choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(key=key, text=text) for key, text in pairs)


class Bucket(Choice, frozen=True, kw_only=True):
    """A span of answering times: below so many `hours`, and not in the bucket before; None for no end."""

    hours: int | None


class Limits(Decree, frozen=True, kw_only=True):
    """Bounds that both sides check. Lengths are code points, sizes bytes, rates dollars an hour, percents percents."""

    cover_letter: int = 5_000
    decline_message: int = 1_000
    client_message: int = 5_000
    chat_message: int = 10_240
    answer: int = 5_000
    attachments: int = 10
    attachment_size: int = 25 * MIB
    attachment_name: int = 255
    unfinished_files: int = 20
    unfinished_hours: int = 24
    rate_low: Decimal = Decimal(3)
    rate_high: Decimal = Decimal(999)
    amount_low: Decimal = Decimal(5)
    amount_high: Decimal = Decimal(1_000_000)
    increase_low: Decimal = Decimal(1)
    increase_high: Decimal = Decimal(50)
    milestones: int = 15
    milestone_low: Decimal = Decimal(5)
    milestone_description: int = 500
    highlights: int = 10
    profile_highlights: int = 50
    profile_title: int = 100
    profile_overview: int = 5_000
    name: int = 100
    place: int = 100
    connects: int = 50
    job_title: int = 500
    job_description: int = 20_000
    skills: int = 30
    skill: int = 300
    questions: int = 5
    question: int = 500
    interview_questions: int = 10
    interview_seconds: int = 600
    transcript: int = 20_000
    recording_size: int = 200 * MIB
    offer_message: int = 5_000
    change_request: int = 5_000
    meeting_note: int = 1_000
    meeting_minutes: int = 480
    read_at_once: int = 1_000
    notice: int = 1_000
    drafts: int = 1_000
    draft_size: int = 256 * 1024


class Periods(Decree, frozen=True, kw_only=True):
    """How long things last, and how often they may be done."""

    editing_hours: int = 6
    offer_days: int = 7
    offer_warning_hours: int = 24
    change_request_days: int = 7
    change_requests_an_hour: int = 3
    idle_job_days: int = 30


class Refunds(Decree, frozen=True, kw_only=True):
    """When the Connects of a proposal come back."""

    job_closed_unanswered: bool = True
    withdrawn: bool = False
    declined: bool = False


class Responding(Decree, frozen=True, kw_only=True):
    """How responsiveness is counted: over the newest `invitations`.

    What was taken away within `never_counts_hours` never counts; an unanswered one does after as many hours.
    """

    invitations: int = 100
    never_counts_hours: int = 24
    buckets: tuple[Bucket, ...] = (
        Bucket(key="0_4h", text="0–4 hours", hours=4),
        Bucket(key="4_8h", text="4–8 hours", hours=8),
        Bucket(key="8_12h", text="8–12 hours", hours=12),
        Bucket(key="12_24h", text="12–24 hours", hours=24),
        Bucket(key="over_24h", text="24+ hours", hours=None),
    )


class Wordings(Decree, frozen=True, kw_only=True):
    """Sentences the marketplace wants said as they stand."""

    unblock: str = "You have previously blocked this client. Submitting a proposal will unblock them."
    no_connects: str = "No Connects are needed to answer an invitation. Declining does not affect future invitations."
    decline: str = "The client is told politely and sees the reason. This does not affect future invitations."
    ignore: str = "Ignored invitations wait in the archive. Ignoring does not count as a response."
    block: str = "No more invitations or offers from them. To unblock, submit a proposal to one of their job posts."
    removed: str = "there was an issue with the client or the job"
    interview: str = (
        "Only this client sees your recordings and what you said in them, and only with your proposal. "
        "Until you send it you can delete and record anew; if you withdraw it, the client can no longer see them."
    )
    contract: str = "A contract has started. From now on contact information may be shared in this conversation."


class Policy(Decree, frozen=True, kw_only=True):
    """Everything the marketplace decides by decree. `version` changes when anything in it does."""

    version: int = 3
    limits: Limits = Limits()
    wordings: Wordings = Wordings()
    fee_percent: Decimal = Decimal(10)
    hides_client_name_until_room: bool = True
    usual_connects: int = 8
    undo_seconds: int = 10
    durations: tuple[Choice, ...] = _choices(
        ("under_1_month", "Less than 1 month"),
        ("1_to_3_months", "1 to 3 months"),
        ("3_to_6_months", "3 to 6 months"),
        ("over_6_months", "More than 6 months"),
    )
    levels: tuple[Choice, ...] = _choices(
        ("entry", "Entry"),
        ("intermediate", "Intermediate"),
        ("expert", "Expert"),
    )
    decline_reasons: tuple[Choice, ...] = _choices(
        ("not_my_skills", "Job is not a fit for my skills"),
        ("not_interested", "Not interested in work described"),
        ("too_busy", "Too busy on other projects"),
        ("client_inexperienced", "Client has too little experience here"),
        ("budget_too_low", "Proposed rate or budget too low"),
        ("spam", "Spam"),
        ("free_work", "Client asked for free work"),
        ("outside_platform", "Client asked to work outside the platform"),
        ("other", "Other"),
    )
    rate_increase_months: tuple[int, ...] = (3, 6, 12)
    periods: Periods = Periods()
    refunds: Refunds = Refunds()
    responding: Responding = Responding()
    withdraw_reasons: tuple[Choice, ...] = _choices(
        ("mistake", "Applied by mistake"),
        ("rate_too_low", "Rate too low"),
        ("schedule", "Scheduling conflict with client"),
        ("unresponsive", "Unresponsive client"),
        ("inappropriate", "Inappropriate client behavior"),
        ("other", "Other"),
    )
    notification_kinds: tuple[Choice, ...] = _choices(
        ("invitation_received", "Invitation received"),
        ("invitation_withdrawn", "Invitation withdrawn"),
        ("invitation_removed", "Invitation removed"),
        ("proposal_viewed", "Proposal viewed"),
        ("proposal_declined", "Proposal declined"),
        ("job_closed", "Job closed"),
        ("client_answered", "Client answered"),
        ("message_received", "Message received"),
        ("meeting_proposed", "Meeting proposed"),
        ("meeting_moved", "Meeting moved or answered"),
        ("offer_received", "Offer received"),
        ("offer_changed", "Offer changed"),
        ("offer_running_out", "Offer running out"),
        ("interview_required", "Interview required"),
        ("contract_started", "Contract started"),
        ("policy_warning", "Policy warning"),
    )
    always_told: tuple[str, ...] = ("policy_warning",)


def text_of(choices: tuple[Choice, ...], key: str | None) -> str:
    """The shown text of `key`; the key itself where a newer marketplace uses one this list does not have."""
    return next((choice.text for choice in choices if choice.key == key), key or "")

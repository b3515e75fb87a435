"""Who may do what, and which function does it: the table of verbs."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from marketplace.contract import commands
from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import Party
from marketplace.contract.refusals import Refusal
from marketplace.engine import (
    accounts,
    arranging,
    bargaining,
    closing,
    drafts,
    invitations,
    jobs,
    moderation,
    notifications,
    proposals,
    rooms,
)
from marketplace.engine.work import Work

FREELANCER = frozenset({Party.FREELANCER})
CLIENT = frozenset({Party.CLIENT})
MODERATOR = frozenset({Party.MODERATOR})


class Verb(NamedTuple):
    """Who may use it, and what carries it out: it decides, then writes; a refusal means that it has not written."""

    parties: frozenset[Party]
    carry_out: Callable[[Work, Any], Refusal | None]


VERBS: Mapping[type[AnyCommand], Verb] = {
    commands.SeeInvitation: Verb(FREELANCER, invitations.see),
    commands.IgnoreInvitation: Verb(FREELANCER, invitations.ignore),
    commands.DeclineInvitation: Verb(FREELANCER, invitations.decline),
    commands.AcceptInvitation: Verb(FREELANCER, invitations.accept),
    commands.SubmitProposal: Verb(FREELANCER, proposals.submit),
    commands.EditProposal: Verb(FREELANCER, proposals.edit),
    commands.WithdrawProposal: Verb(FREELANCER, proposals.withdraw),
    commands.AcceptOffer: Verb(FREELANCER, bargaining.accept),
    commands.DeclineOffer: Verb(FREELANCER, bargaining.decline),
    commands.RequestOfferChanges: Verb(FREELANCER, bargaining.request_changes),
    commands.AcceptMeeting: Verb(FREELANCER | CLIENT, arranging.accept),
    commands.DeclineMeeting: Verb(FREELANCER | CLIENT, arranging.decline),
    commands.MoveMeeting: Verb(FREELANCER | CLIENT, arranging.move),
    commands.EditProfile: Verb(FREELANCER, accounts.edit_profile),
    commands.SetNotificationSettings: Verb(FREELANCER, accounts.choose_settings),
    commands.SetDraftKeeping: Verb(FREELANCER, drafts.choose),
    commands.KeepDraft: Verb(FREELANCER, drafts.keep),
    commands.DropDraft: Verb(FREELANCER, drafts.drop),
    commands.SendMessage: Verb(FREELANCER | CLIENT, rooms.send_message),
    commands.ReadRoom: Verb(FREELANCER, rooms.read),
    commands.ReadNotifications: Verb(FREELANCER, notifications.read),
    commands.PostJob: Verb(CLIENT, jobs.post),
    commands.Invite: Verb(CLIENT, invitations.invite),
    commands.WithdrawInvitation: Verb(CLIENT, invitations.withdraw),
    commands.CloseJob: Verb(CLIENT, closing.close_job),
    commands.ViewProposal: Verb(CLIENT, proposals.view),
    commands.AnswerProposal: Verb(CLIENT, proposals.answer),
    commands.DeclineProposal: Verb(CLIENT, proposals.decline),
    commands.ProposeMeeting: Verb(CLIENT, arranging.propose),
    commands.MakeOffer: Verb(CLIENT, bargaining.make),
    commands.ReviseOffer: Verb(CLIENT, bargaining.revise),
    commands.WithdrawOffer: Verb(CLIENT, bargaining.withdraw),
    commands.LiftContactRule: Verb(MODERATOR, moderation.lift_contact_rule),
    commands.ExemptJob: Verb(MODERATOR, moderation.exempt_job),
    commands.Warn: Verb(MODERATOR, moderation.warn),
    commands.RemoveInvitation: Verb(MODERATOR, invitations.remove),
}


def carry_out(work: Work, command: AnyCommand) -> Refusal | None:
    """Do what the command says, or say why not."""
    verb = VERBS[type(command)]
    if work.actor.party not in verb.parties:
        return Refusal(name="not_yours_to_do")
    return verb.carry_out(work, command)

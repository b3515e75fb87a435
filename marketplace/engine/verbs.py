"""Who may do what, and which function does it: the table of verbs."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from marketplace.contract import commands
from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import Party
from marketplace.contract.refusals import Refusal
from marketplace.engine import closing, invitations, jobs, notifications, proposals, rooms
from marketplace.engine.work import Work

FREELANCER = frozenset({Party.FREELANCER})
CLIENT = frozenset({Party.CLIENT})
MODERATOR = frozenset({Party.MODERATOR})


class Verb(NamedTuple):
    """Who may use it, and what carries it out: it decides, then writes; a refusal means that it has not written."""

    parties: frozenset[Party]
    carry_out: Callable[[Work, Any], Refusal | None]


def _not_yet(_work: Work, _command: AnyCommand) -> Refusal:
    return Refusal(name="wrong_state", detail="This marketplace cannot do this yet.")


VERBS: Mapping[type[AnyCommand], Verb] = {
    commands.SeeInvitation: Verb(FREELANCER, invitations.see),
    commands.IgnoreInvitation: Verb(FREELANCER, invitations.ignore),
    commands.DeclineInvitation: Verb(FREELANCER, invitations.decline),
    commands.AcceptInvitation: Verb(FREELANCER, invitations.accept),
    commands.SubmitProposal: Verb(FREELANCER, proposals.submit),
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
    commands.RemoveInvitation: Verb(MODERATOR, invitations.remove),
    **{
        kind: Verb(FREELANCER | CLIENT | MODERATOR, _not_yet)
        for kind in (
            commands.EditProposal,
            commands.WithdrawProposal,
            commands.AcceptOffer,
            commands.DeclineOffer,
            commands.RequestOfferChanges,
            commands.AcceptMeeting,
            commands.DeclineMeeting,
            commands.MoveMeeting,
            commands.EditProfile,
            commands.SetNotificationSettings,
            commands.ProposeMeeting,
            commands.MakeOffer,
            commands.ReviseOffer,
            commands.WithdrawOffer,
            commands.LiftContactRule,
            commands.Warn,
        )
    },
}


def carry_out(work: Work, command: AnyCommand) -> Refusal | None:
    """Do what the command says, or say why not."""
    verb = VERBS[type(command)]
    if work.actor.party not in verb.parties:
        return Refusal(name="not_yours_to_do")
    return verb.carry_out(work, command)

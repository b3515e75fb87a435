"""How an account answers: counted over its newest invitations, whenever somebody looks."""

from datetime import datetime

from sqlalchemy import Connection, select

from marketplace.contract import rules
from marketplace.contract.entities import InvitationState, Responsiveness
from marketplace.contract.ids import AccountId
from marketplace.contract.policy import Responding
from marketplace.contract.rules import Fate
from marketplace.engine.schema import invitation


def figures(connection: Connection, account: AccountId, responding: Responding, now: datetime) -> Responsiveness:
    """The share that was answered and the usual time, by the contract's rule."""
    newest = (
        select(invitation.c.state, invitation.c.sent_at, invitation.c.answered_at, invitation.c.ended_at)
        .where(invitation.c.account == account)
        .order_by(invitation.c.sent_at.desc())
        .limit(responding.invitations)
    )
    fates = (Fate(InvitationState(row.state), *row[1:]) for row in connection.execute(newest))
    return rules.responsiveness(fates, responding, now)

"""What happens because time passes: jobs that nobody tends close, offers run out.

Nothing depends on how often this is done: what is over can no longer be used, whether anybody has noticed or not.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from marketplace.contract.entities import Party
from marketplace.contract.ids import CommandId
from marketplace.contract.policy import Policy
from marketplace.engine import bargaining, closing, jobs, offers
from marketplace.engine.actors import Actor
from marketplace.engine.work import Work

CLOCK = Actor(Party.MODERATOR, "clock")
AT_ONCE = 50
"""Things of each kind in one transaction, so that nobody waits long for it."""


def tick(connection: Connection, policy: Policy, now: datetime) -> int:
    """Do what is due, up to a limit; returns how many things there were. Nothing is left where it is 0."""
    done = 0
    for id_ in jobs.due(connection, now, AT_ONCE):
        work = Work(connection, policy, CLOCK, CommandId(f"close/{id_}"), now)
        post = work.eyes.post(id_)
        assert post is not None
        closing.close(work, post.job, post.client.id)
        done += 1
    for proposal in offers.run_out(connection, now, AT_ONCE):
        bargaining.expire(Work(connection, policy, CLOCK, CommandId(f"expire/{proposal}/{now}"), now), proposal)
        done += 1
    before = now + timedelta(hours=policy.periods.offer_warning_hours)
    for proposal in offers.running_out(connection, before, AT_ONCE):
        bargaining.warn(Work(connection, policy, CLOCK, CommandId(f"warn/{proposal}/{now}"), now), proposal)
        done += 1
    return done

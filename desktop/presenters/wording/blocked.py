"""The dialog `Blocked clients`, said."""

from collections.abc import Sequence

from desktop.local.entries import milliseconds
from desktop.models.plain import block, one_line
from desktop.models.rows import LineRow
from desktop.presenters.wording import amounts, clients, times
from desktop.presenters.wording.terms import said
from desktop.services.blocked import Blocked
from marketplace.contract import rules
from marketplace.contract.entities import Block, JobPost, Page
from marketplace.contract.policy import Policy

LOOKING = "Looking up the open jobs of this client …"
NOT_FOUND = "No open job of this client has these words."
NO_OPEN_JOB = "This client has no open job. To be unblocked, the client has to post one."


def note(policy: Policy) -> str:
    """How blocking and unblocking work, in the marketplace's words."""
    return block(policy.wordings.block)


def clients_of(found: Blocked, now: int) -> list[LineRow]:
    """Who is blocked, where they came from, and since when."""
    return [_client(block, now) for block in found.blocks]


def jobs(posts: Sequence[JobPost], connects: int) -> list[LineRow]:
    """The jobs that a proposal can be sent to, with what that costs."""
    return [_job(post, connects) for post in posts]


def outcome(page: Page[JobPost], words: str) -> str:
    """What is to be said of what was found; nothing where that speaks for itself."""
    if page.next is not None:
        return f"These are the newest {len(page.items)}. Words find the others."
    if page.items:
        return ""
    return NOT_FOUND if words.strip() else NO_OPEN_JOB


def _client(block: Block, now: int) -> LineRow:
    text, country = clients.short_name(block.client), one_line(block.client.country, 60)
    if country not in text:
        text = f"{text}, {country}"
    text = text[:1].upper() + text[1:]
    if block.job_title:
        text = f"{text}: “{one_line(block.job_title, 100)}”"
    since = f"since {times.date(milliseconds(block.at), now)}"
    return LineRow(block.id, text, since, f"{text}, blocked {since}")


def _job(post: JobPost, connects: int) -> LineRow:
    title, price = one_line(post.job.title, 120), said(rules.terms_as_offered(post.job))
    have = f"you have {connects:,}" if connects >= post.job.connects else f"you have only {connects:,}"
    cost = f"{amounts.count(post.job.connects, 'Connect')}; {have}"
    return LineRow(post.job.id, f"{title} · {price}", cost, f"{title}, {price}, costs {cost}")

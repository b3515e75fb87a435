"""The demo market as a script: scenes with a client, a job, an invitation, and the steps that follow.

Times count back from the moment the script is played ("2d 5h" is two days and five hours ago).
"""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct

from marketplace.contract.entities import (
    Client,
    FixedBudget,
    HourlyRange,
    Interview,
    Letter,
    Milestone,
    Origin,
    Party,
    RateIncrease,
)
from marketplace.contract.ids import AgencyId, HighlightId
from marketplace.simulation import texts

UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def span(text: str) -> timedelta:
    """`"2d 5h 10m"` as a length of time. Raises ValueError for anything else."""
    parts = [re.fullmatch(r"(\d+)([dhm])", part) for part in text.split()]
    lengths = {UNITS[part[2]]: int(part[1]) for part in parts if part is not None}
    if None in parts or not lengths:
        raise ValueError(f"not a length of time: {text!r}")
    return timedelta(**lengths)


# --- steps ------------------------------------------------------------------------------------------------


class Step(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do"):
    """Something that happens `ago`, to the invitation of its scene or to what came of it."""

    ago: str


class See(Step, frozen=True, tag="see"):
    """The freelancer opens the invitation."""


class Ignore(Step, frozen=True, tag="ignore"):
    """The freelancer puts it into the archive."""


class Decline(Step, frozen=True, kw_only=True, tag="decline"):
    """The freelancer says no; `reason` is a key of the policy."""

    reason: str
    message: str = ""
    block: bool = False


class Apply(Step, frozen=True, kw_only=True, tag="apply"):
    """The freelancer sends a proposal: as offered, or with other terms; perhaps in the name of an `agency`."""

    rate: Decimal | None = None
    amount: Decimal | None = None
    increase: RateIncrease | None = None
    milestones: tuple[Milestone, ...] = ()
    highlights: tuple[HighlightId, ...] = ()
    agency: AgencyId | None = None
    duration: str | None = None
    letter: str = ""
    message: str = ""
    answers: tuple[str, ...] = ()


class View(Step, frozen=True, tag="view"):
    """The client opens the proposal."""


class Answer(Step, frozen=True, kw_only=True, tag="answer"):
    """The client answers the proposal; the room opens."""

    text: str


class Reject(Step, frozen=True, kw_only=True, tag="reject"):
    """The client says no to the proposal."""

    reason: str = ""


class Say(Step, frozen=True, kw_only=True, tag="say"):
    """Somebody says something in the room."""

    text: str
    by: Party = Party.CLIENT


class Retract(Step, frozen=True, kw_only=True, tag="retract"):
    """The freelancer withdraws the proposal; `reason` is a key of the policy."""

    reason: str


class Meet(Step, frozen=True, kw_only=True, tag="meet"):
    """The client asks to talk, at a moment so far from the one the script is played in."""

    ahead: str
    minutes: int = 30
    text: str = ""


class MoveMeeting(Step, frozen=True, kw_only=True, tag="move_meeting"):
    """The freelancer names another time."""

    ahead: str
    text: str = ""


class AgreeToMeet(Step, frozen=True, kw_only=True, tag="agree_to_meet"):
    """The other party agrees to the time that was named last."""

    by: Party = Party.CLIENT


class Offer(Step, frozen=True, kw_only=True, tag="offer"):
    """The client offers the work on the terms that were proposed."""

    text: str


class AskForChanges(Step, frozen=True, kw_only=True, tag="ask_for_changes"):
    """The freelancer would like the offer to be different."""

    text: str


class Revise(Step, frozen=True, kw_only=True, tag="revise"):
    """The client changes the hourly `rate` of the offer."""

    rate: Decimal
    text: str


class TakeOffer(Step, frozen=True, tag="take_offer"):
    """The freelancer accepts the offer."""


class Warn(Step, frozen=True, kw_only=True, tag="warn"):
    """A moderator reminds the freelancer of a rule."""

    text: str


class Read(Step, frozen=True, tag="read"):
    """The freelancer reads the room."""


class Withdraw(Step, frozen=True, tag="withdraw"):
    """The client takes the invitation back."""


class Close(Step, frozen=True, tag="close"):
    """The client closes the job."""


class Remove(Step, frozen=True, kw_only=True, tag="remove"):
    """A moderator takes the invitation away; without `notice` in the policy's words."""

    notice: str = ""


ByFreelancer = See | Ignore | Decline | Apply | Retract | Read | MoveMeeting | AskForChanges | TakeOffer
ByClient = View | Answer | Reject | Withdraw | Close | Meet | Offer | Revise
ByModerator = Remove | Warn
AnyStep = ByFreelancer | ByClient | ByModerator | Say | AgreeToMeet


# --- scenes -----------------------------------------------------------------------------------------------


class Scene(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A job, the invitation to it (where `invited`), and its `story`. `key` names it within the script."""

    key: str
    client: str
    sent: str
    title: str
    category: str
    budget: HourlyRange | FixedBudget
    description: str
    message: str = ""
    skills: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    duration: str | None = None
    hours_per_week: int | None = None
    level: str | None = None
    letter: Letter = Letter.OPTIONAL
    interview: Interview | None = None
    connects: int = 0
    closes_in: str | None = None
    origin: Origin = Origin.PERSONAL
    invited: bool = True
    story: tuple[AnyStep, ...] = ()


class _Act(Struct, frozen=True):
    scenes: tuple[Scene, ...]


class _Cast(Struct, frozen=True):
    clients: tuple[dict[str, Any], ...]


def scenes() -> tuple[Scene, ...]:
    """The hand-written scenes of `texts/demo/`."""
    acts = [texts.read(f"demo/{name}.toml", _Act) for name in ("inbox", "archive", "proposals", "offers")]
    return tuple(scene for act in acts for scene in act.scenes)


def cast(now: datetime) -> tuple[Client, ...]:
    """The clients who play in those scenes, under the names by which the scenes know them."""
    return tuple(_client(entry, now) for entry in texts.read("demo/clients.toml", _Cast).clients)


def _client(entry: dict[str, Any], now: datetime) -> Client:
    """A client; newcomers have a `member_for` instead of a date, so that they stay new."""
    if "member_for" in entry:
        entry = entry | {"member_since": (now - span(entry["member_for"])).date()}
    return msgspec.convert(entry, Client)

"""The marketplace in small: what may be done when, and what becomes of it, as tables and dictionaries.

Written from the field's rules, not from the program; it knows states, times, one block and Connects, no texts.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
UNANSWERED = {"received", "seen", "ignored"}
WAITING = {"submitted", "viewed"}
OVER = {"declined", "withdrawn", "archived"}
COST = 6

BECOMES = {
    ("view", "submitted"): "viewed",
    ("answer", "submitted"): "active",
    ("answer", "viewed"): "active",
    ("turn_down", "submitted"): "declined",
    ("turn_down", "viewed"): "declined",
    ("take_back", "submitted"): "withdrawn",
    ("take_back", "viewed"): "withdrawn",
    ("take_back", "active"): "withdrawn",
    ("offer", "submitted"): "offered",
    ("offer", "viewed"): "offered",
    ("offer", "active"): "offered",
}
"""What a verb about a proposal makes of each state in which it is possible."""

ENDS = {
    "accept_offer": ("accepted", "hired"),
    "decline_offer": ("declined", "active"),
    "drop_offer": ("withdrawn", "active"),
}
"""What ends an open offer: how the offer, and how its proposal stands then."""


@dataclass
class Proposal:
    """A proposal, its newest offer, and its newest meeting."""

    job: str
    state: str
    sent_at: datetime
    paid: int
    is_viewed: bool = False
    offer: str | None = None
    expires_at: datetime | None = None
    asked_at: list[datetime] = field(default_factory=list)
    meeting: str | None = None
    named_by: str = ""
    meets_at: datetime | None = None


@dataclass
class Reference:
    """One client, one freelancer, some jobs."""

    closing_at: dict[str, datetime] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    invitations: dict[str, tuple[str, str]] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    is_blocked: bool = False
    connects: int = 20

    # --- jobs and invitations ---------------------------------------------------------------------------------

    def tend(self, job: str, at: datetime) -> None:
        """The client did something about a job, which is not idle then; one that is over stays over."""
        if job not in self.closing_at or self.is_open(job, at):
            self.closing_at[job] = at + 30 * DAY

    def is_open(self, job: str | None, at: datetime) -> bool:
        """Whether a job takes answers."""
        return job is not None and job not in self.closed and at < self.closing_at[job]

    def invite(self, id_: str, job: str, at: datetime) -> bool:
        """The client asks."""
        if not self.is_open(job, at) or self.is_blocked:
            return False
        self.invitations[id_] = (job, "received")
        self.tend(job, at)
        return True

    def can_answer(self, id_: str, at: datetime) -> bool:
        """Whether an invitation is there, unanswered, and its job open."""
        job, state = self.invitations.get(id_, (None, ""))
        return state in UNANSWERED and self.is_open(job, at)

    def put(self, id_: str, state: str) -> None:
        """An invitation stands elsewhere now."""
        self.invitations[id_] = (self.invitations[id_][0], state)

    def close(self, job: str) -> None:
        """What is unanswered closes; what is submitted goes to the archive, and its Connects come back."""
        self.closed.add(job)
        for id_, (of, state) in list(self.invitations.items()):
            if of == job and state in UNANSWERED:
                self.put(id_, "closed")
        for one in self.proposals.values():
            if one.job == job and one.state in WAITING:
                one.state = "archived"
                self.connects += one.paid

    # --- proposals --------------------------------------------------------------------------------------------

    def apply(self, id_: str, job: str, at: datetime, *, unblock: bool, cost: int) -> bool:
        """The freelancer sends a proposal; one for each job that is not over."""
        has_one = any(one.job == job and one.state not in OVER for one in self.proposals.values())
        if not self.is_open(job, at) or has_one or cost > self.connects or (self.is_blocked and not unblock):
            return False
        self.proposals[id_] = Proposal(job, "submitted", at, cost)
        self.connects -= cost
        self.is_blocked = False
        return True

    def edits(self, id_: str, at: datetime, *, content: bool) -> bool:
        """Terms until the client answers; texts for six hours, until the client looks."""
        one = self.proposals.get(id_)
        if one is None or one.state not in WAITING or not self.is_open(one.job, at):
            return False
        return not content or (not one.is_viewed and at - one.sent_at < 6 * HOUR)

    def moves(self, verb: str, id_: str, at: datetime) -> bool:
        """A verb about a proposal, where it is possible in its state."""
        one = self.proposals.get(id_)
        becomes = None if one is None else BECOMES.get((verb, one.state))
        if one is None or becomes is None or (verb == "offer" and self.is_blocked):
            return False
        if one.state in WAITING and not self.is_open(one.job, at):
            return False
        one.state = becomes
        if verb == "offer":
            one.offer, one.expires_at, one.asked_at = "open", at + 7 * DAY, []
        if verb != "take_back":
            one.is_viewed = one.is_viewed or verb != "turn_down"
            self.tend(one.job, at)
        return True

    # --- offers and meetings ----------------------------------------------------------------------------------

    def on_the_table(self, id_: str, at: datetime) -> Proposal | None:
        """The proposal, where its offer is open."""
        one = self.proposals.get(id_)
        if one is None or one.offer != "open" or one.expires_at is None or at >= one.expires_at:
            return None
        return one

    def ends_offer(self, verb: str, id_: str, at: datetime) -> bool:
        """Accepted, declined or taken back."""
        one = self.on_the_table(id_, at)
        if one is not None:
            one.offer, one.state = ENDS[verb]
        return one is not None

    def revises(self, id_: str, at: datetime) -> bool:
        """Other terms, and seven days again; a blocked client makes no more offers."""
        one = self.on_the_table(id_, at)
        if one is None or self.is_blocked:
            return False
        one.expires_at = at + 7 * DAY
        self.tend(one.job, at)
        return True

    def asks_for_changes(self, id_: str, at: datetime) -> bool:
        """Three times an hour."""
        one = self.on_the_table(id_, at)
        if one is None or sum(at - asked < HOUR for asked in one.asked_at) >= 3:
            return False
        one.asked_at.append(at)
        return True

    def meets(self, id_: str, when: datetime, at: datetime) -> bool:
        """The client asks for a talk where there is a room."""
        one = self.proposals.get(id_)
        if one is None or not self.has_room(one) or when <= at:
            return False
        one.meeting, one.named_by, one.meets_at = "proposed", "client", when
        self.tend(one.job, at)
        return True

    def answers_meeting(self, verb: str, by: str, id_: str, when: datetime, at: datetime) -> bool:
        """Agreed by the one who did not name the time; declined or moved by either, until it takes place."""
        one = self.proposals.get(id_)
        if one is None or one.meeting not in {"proposed", "accepted"} or one.meets_at is None or at >= one.meets_at:
            return False
        match verb:
            case "accept" if one.meeting == "proposed" and one.named_by != by:
                one.meeting = "accepted"
            case "decline":
                one.meeting = "declined"
            case "move" if when > at:
                one.meeting, one.named_by, one.meets_at = "proposed", by, when
            case _:
                return False
        return True

    @staticmethod
    def has_room(one: Proposal) -> bool:
        """Whether the client has answered."""
        return one.state in {"active", "offered", "hired"} or one.offer is not None or one.meeting is not None

    def notice(self, now: datetime) -> None:
        """Time is noticed: idle jobs close, offers run out."""
        for job in [job for job, end in self.closing_at.items() if job not in self.closed and end <= now]:
            self.close(job)
        for one in self.proposals.values():
            if one.offer == "open" and one.expires_at is not None and one.expires_at <= now:
                one.offer, one.state = "expired", "active"

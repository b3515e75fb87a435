"""Markets of any size: clients, jobs and invitations composed from the sentences of `texts/trades.toml`.

Everything follows from the arguments, through one generator of random numbers; no clock, no global state.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from marketplace.contract.entities import (
    Client,
    Decline,
    FixedBudget,
    HourlyRange,
    Interview,
    Invitation,
    InvitationState,
    Job,
    Letter,
    Origin,
)
from marketplace.contract.ids import ClientId, InvitationId, JobId
from marketplace.contract.policy import Policy
from marketplace.simulation import texts

SPAN = timedelta(days=730)
YOUNG = timedelta(days=14)
INVITATIONS_PER_CLIENT = 8

State = InvitationState
LATELY = (*[State.RECEIVED] * 11, *[State.SEEN] * 6, State.IGNORED, State.DECLINED, State.WITHDRAWN)
LONG_AGO = (
    *[State.RECEIVED] * 8,
    *[State.SEEN] * 13,
    *[State.IGNORED] * 6,
    *[State.DECLINED] * 6,
    *[State.WITHDRAWN] * 3,
    *[State.CLOSED] * 5,
    State.REMOVED,
)
DURATIONS = tuple(choice.key for choice in Policy().durations)
DECLINE_REASONS = tuple(choice.key for choice in Policy().decline_reasons)
LEVELS = ("entry", "intermediate", "intermediate", "expert", None)
HOURS_PER_WEEK = (5, 10, 20, 30, 40)
RATINGS = ("3.1", "3.9", "4.2", "4.5", "4.6", "4.7", "4.8", "4.9", "4.9", "5.0", "5.0")

T = TypeVar("T")


class Trade(Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for in one line of work. `words` fill the slots of `titles` and `details`."""

    category: str
    rate: tuple[int, int]
    budget: tuple[int, int]
    titles: tuple[str, ...]
    skills: tuple[str, ...]
    details: tuple[str, ...]
    questions: tuple[str, ...]
    words: dict[str, tuple[str, ...]]


class Place(Struct, frozen=True, forbid_unknown_fields=True):
    """A country with `(city, IANA time zone)` pairs and family names."""

    country: str
    cities: tuple[tuple[str, str], ...]
    families: tuple[str, ...]


class Phrases(Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences that fit any trade, and the pieces of clients' names."""

    openings: tuple[str, ...]
    closings: tuple[str, ...]
    personal: tuple[str, ...]
    automatic: tuple[str, ...]
    notices: tuple[str, ...]
    decline_messages: tuple[str, ...]
    occasions: tuple[str, ...]
    company_words: tuple[str, ...]
    company_kinds: tuple[str, ...]
    initials: tuple[str, ...]


class _Trades(Struct, frozen=True):
    trades: tuple[Trade, ...]


class _Places(Struct, frozen=True):
    places: tuple[Place, ...]


class Vocabulary(NamedTuple):
    """All the words a market is made of."""

    trades: tuple[Trade, ...]
    places: tuple[Place, ...]
    phrases: Phrases


def vocabulary() -> Vocabulary:
    """The words as they stand in `texts/`."""
    return Vocabulary(
        texts.read("trades.toml", _Trades).trades,
        texts.read("places.toml", _Places).places,
        texts.read("phrases.toml", Phrases),
    )


def bulk(count: int, seed: int, now: datetime) -> Iterator[tuple[Client, Job, Invitation]]:
    """`count` invitations of the two years before `now`, the oldest first, each with its job and client.

    The same arguments give the same values, ids included. None is accepted: that takes a proposal.
    """
    composer = _Composer(seed)
    now = now.replace(microsecond=0)
    regulars: list[_Regular] = []
    for index in range(count):
        age = SPAN.total_seconds() * (count - index - composer.random()) / count
        sent_at = now - timedelta(seconds=int(age))
        if index % INVITATIONS_PER_CLIENT == 0:
            regulars.append(_Regular(composer.client(sent_at)))
            regular = regulars[-1]
        else:
            regular = composer.one_of(regulars)
        invitation = composer.invitation(regular, sent_at, now)
        regular.invitations += 1
        yield invitation.client, invitation.job, invitation


class _Regular:
    """A client, and how often they have invited so far."""

    __slots__ = ("client", "invitations")

    def __init__(self, client: Client) -> None:
        self.client = client
        self.invitations = 0


class _Composer:
    """Makes up one thing after the other, from one sequence of random numbers."""

    def __init__(self, seed: int) -> None:
        self._numbers = Random(seed)
        self._words = vocabulary()
        self.random = self._numbers.random

    def one_of(self, things: Sequence[T]) -> T:
        return things[int(self.random() * len(things))]

    def client(self, first_seen: datetime) -> Client:
        """Somebody who had joined by `first_seen`: new, unverified, secretive or with a long history."""
        place = self.one_of(self._words.places)
        city, time_zone = self.one_of(place.cities)
        bare = Client(
            id=ClientId(self._id()),
            name=self._client_name(place),
            country=place.country,
            city=city if self._chance(0.85) else None,
            time_zone=time_zone,
            member_since=self._day_before(first_seen),
            payment_verified=self._chance(0.78),
            phone_verified=self._chance(0.6),
            open_jobs=self._between(0, 5),
            can_be_blocked=not self._chance(0.02),
        )
        return bare if self._chance(0.2) else self._with_history(bare)

    def invitation(self, regular: _Regular, sent_at: datetime, now: datetime) -> Invitation:
        """One more invitation by `regular`, in a state that its age makes plausible."""
        state = self.one_of(LATELY if now - sent_at < YOUNG else LONG_AGO)
        is_automatic = self._chance(0.22)
        phrases = self._words.phrases
        received = Invitation(
            id=InvitationId(self._id()),
            version=1,
            job=self._job(sent_at, now, is_open=state is not State.CLOSED),
            client=regular.client,
            message=self.one_of(phrases.automatic if is_automatic else phrases.personal),
            sent_at=sent_at,
            origin=Origin.AUTOMATIC if is_automatic else Origin.PERSONAL,
            earlier=regular.invitations,
        )
        return self._later(received, state, now)

    def _later(self, invitation: Invitation, state: InvitationState, now: datetime) -> Invitation:
        """`invitation` as it became: seen or answered some time between its sending and `now`."""
        if state is State.RECEIVED:
            return invitation
        age = (now - invitation.sent_at).total_seconds()
        seen_at = invitation.sent_at + timedelta(seconds=int(age * self.random()))
        match state:
            case State.DECLINED:
                decline = Decline(
                    reason=self.one_of(DECLINE_REASONS), message=self.one_of(self._words.phrases.decline_messages)
                )
                return replace(invitation, state=state, seen_at=seen_at, answered_at=seen_at, decline=decline)
            case State.REMOVED:
                return replace(invitation, state=state, notice=self.one_of(self._words.phrases.notices))
            case State.SEEN | State.IGNORED:
                return replace(invitation, state=state, seen_at=seen_at)
            case _:
                return replace(invitation, state=state, seen_at=seen_at if self._chance(0.6) else None)

    def _job(self, sent_at: datetime, now: datetime, *, is_open: bool) -> Job:
        trade = self.one_of(self._words.trades)
        words = self._fillings(trade)
        is_hourly = self._chance(0.55)
        job = Job(
            id=JobId(self._id()),
            title=self._title(trade, words),
            description=self._description(trade, words),
            category=trade.category,
            budget=self._hourly(trade) if is_hourly else self._fixed(trade),
            posted_at=sent_at - timedelta(minutes=self._between(5, 4_000)),
            skills=self._some_in_order(trade.skills, 2, 5),
            duration=self.one_of(DURATIONS) if self._chance(0.9) else None,
            hours_per_week=self.one_of(HOURS_PER_WEEK) if is_hourly else None,
            level=self.one_of(LEVELS),
            questions=self._some_in_order(trade.questions, 1, 2) if self._chance(0.35) else (),
            letter=self._letter(),
            connects=self._between(2, 16),
            closes_at=now + timedelta(hours=self._between(6, 700)) if is_open and self._chance(0.06) else None,
            is_open=is_open,
        )
        return _with_interview(job, trade) if job.letter is Letter.INTERVIEW else job

    def _fillings(self, trade: Trade) -> dict[str, str]:
        return {slot: self.one_of(choices) for slot, choices in trade.words.items()}

    def _title(self, trade: Trade, words: dict[str, str]) -> str:
        title = self.one_of(trade.titles).format_map(words)
        occasion = self.one_of(self._words.phrases.occasions) if self._chance(0.4) else ""
        return title[0].upper() + title[1:] + occasion

    def _description(self, trade: Trade, words: dict[str, str]) -> str:
        phrases = self._words.phrases
        details = self._some_in_order(trade.details, 2, 4)
        body = " ".join(details).format_map(words)
        return f"{self.one_of(phrases.openings)} {body}\n\n{self.one_of(phrases.closings)}"

    def _hourly(self, trade: Trade) -> HourlyRange:
        lowest, highest = trade.rate
        low = self._between(lowest, (lowest + highest) // 2)
        return HourlyRange(low=Decimal(low), high=Decimal(self._between(low + 3, highest)))

    def _fixed(self, trade: Trade) -> FixedBudget:
        lowest, highest = trade.budget
        amount = lowest + (highest - lowest) * self.random() ** 2
        step = 10 if amount < 1_000 else 100
        return FixedBudget(amount=Decimal(int(amount) // step * step))

    def _letter(self) -> Letter:
        drawn = self.random()
        return Letter.INTERVIEW if drawn < 0.03 else Letter.REQUIRED if drawn < 0.2 else Letter.OPTIONAL

    def _with_history(self, client: Client) -> Client:
        hires = 1 + int(60 * self.random() ** 3)
        is_rated = self._chance(0.88)
        return replace(
            client,
            hires=hires,
            hire_rate=self._between(25, 100),
            spent=None if self._chance(0.08) else Decimal(hires * self._between(90, 2_800)),
            rating=Decimal(self.one_of(RATINGS)) if is_rated else None,
            reviews=max(1, int(hires * self.random())) if is_rated else 0,
            last_jobs=tuple(self._past_job() for _ in range(min(hires, self._between(0, 3)))),
        )

    def _past_job(self) -> str:
        trade = self.one_of(self._words.trades)
        return self._title(trade, self._fillings(trade))

    def _client_name(self, place: Place) -> str:
        phrases, family = self._words.phrases, self.one_of(place.families)
        match self._between(0, 3):
            case 0:
                return f"{self.one_of(phrases.initials)}. {family}"
            case 1:
                return f"{family} & {self.one_of(place.families)}"
            case 2:
                return f"{family} {self.one_of(phrases.company_kinds)}"
            case _:
                return f"{self.one_of(phrases.company_words)} {self.one_of(phrases.company_kinds)}"

    def _some_in_order(self, things: Sequence[T], fewest: int, most: int) -> tuple[T, ...]:
        """`fewest` to `most` neighbours of `things`, from a random place on and around the end."""
        start, wanted = int(self.random() * len(things)), self._between(fewest, min(most, len(things)))
        return tuple(things[(start + step) % len(things)] for step in range(wanted))

    def _day_before(self, moment: datetime) -> date:
        return (moment - timedelta(days=self._between(1, 3_200))).date()

    def _between(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low + 1))

    def _chance(self, share: float) -> bool:
        return self.random() < share

    def _id(self) -> str:
        digits = f"{self._numbers.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def _with_interview(job: Job, trade: Trade) -> Job:
    """The trade's questions are asked aloud; nothing is asked twice."""
    return replace(job, questions=(), interview=Interview(questions=trade.questions, seconds=120, retakes=2))

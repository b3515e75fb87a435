"""Jobs, and the clients who post them."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from marketplace.contract.contact.finding import Exemption
from marketplace.contract.entities.values import Count, Moment, Value, check_amounts
from marketplace.contract.ids import ClientId, JobId


class HourlyRange(Value, frozen=True, tag_field="pricing", tag="hourly"):
    """The client pays by the hour, between `low` and `high` dollars."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        check_amounts(self.low, self.high)


class FixedBudget(Value, frozen=True, tag_field="pricing", tag="fixed"):
    """The client pays `amount` dollars for the whole job."""

    amount: Decimal

    def __post_init__(self) -> None:
        check_amounts(self.amount)


class Letter(StrEnum):
    """What a job wants beside the terms."""

    OPTIONAL = "optional"
    REQUIRED = "required"
    INTERVIEW = "interview"


class Interview(Value, frozen=True, kw_only=True, omit_defaults=True):
    """The recorded interview that takes the cover letter's place: one recording of at most `seconds` for each question.

    Each may be recorded anew `retakes` times before it is sent. `language` is the one in which to answer. The client
    says whether `sound_alone` will do, and whether `files` that were recorded elsewhere are welcome.
    """

    questions: tuple[str, ...]
    seconds: Count
    retakes: Count
    language: str = "English"
    sound_alone: bool = False
    files: bool = False


class Job(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A job post. `duration` is a key of the policy's durations; `level` is `entry`, `intermediate` or `expert`.

    `exemptions` from the contact rule are a moderator's to give: for a legal need, or for access to scope the work.
    """

    id: JobId
    title: str
    description: str
    category: str
    budget: HourlyRange | FixedBudget
    posted_at: Moment
    skills: tuple[str, ...] = ()
    duration: str | None = None
    hours_per_week: Count | None = None
    level: str | None = None
    questions: tuple[str, ...] = ()
    letter: Letter = Letter.OPTIONAL
    interview: Interview | None = None
    connects: Count = 0
    closes_at: Moment | None = None
    is_open: bool = True
    exemptions: tuple[Exemption, ...] = ()


class Client(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A client as this freelancer may see them: `name` is None until there is a room, `spent` where it is hidden.

    `may_share_contacts` is an enterprise client's, for whom a moderator has lifted the contact rule.
    """

    id: ClientId
    name: str | None = None
    country: str
    city: str | None = None
    time_zone: str = "UTC"
    member_since: date
    payment_verified: bool = False
    phone_verified: bool = False
    spent: Decimal | None = None
    hires: Count = 0
    hire_rate: Count | None = None
    open_jobs: Count = 0
    rating: Decimal | None = None
    reviews: Count = 0
    last_jobs: tuple[str, ...] = ()
    can_be_blocked: bool = True
    is_blocked: bool = False
    may_share_contacts: bool = False

    def __post_init__(self) -> None:
        check_amounts(self.spent, self.rating)


class JobPost(Value, frozen=True, kw_only=True):
    """A job with the client who posted it, as the reader may see them."""

    job: Job
    client: Client

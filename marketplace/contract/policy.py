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


class Limits(Decree, frozen=True, kw_only=True):
    """Bounds that both sides check. Lengths are code points, sizes bytes, rates dollars an hour."""

    cover_letter: int = 5_000
    decline_message: int = 1_000
    client_message: int = 5_000
    chat_message: int = 10_240
    answer: int = 5_000
    attachments: int = 10
    attachment_size: int = 25 * MIB
    attachment_name: int = 255
    rate_low: Decimal = Decimal(3)
    rate_high: Decimal = Decimal(999)
    amount_low: Decimal = Decimal(5)
    amount_high: Decimal = Decimal(1_000_000)


class Wordings(Decree, frozen=True, kw_only=True):
    """Sentences the marketplace wants said as they stand."""

    unblock: str = "You have previously blocked this client. Submitting a proposal will unblock them."
    no_connects: str = "No Connects are needed to answer an invitation. Declining does not affect future invitations."
    decline: str = "The client is told politely and sees the reason. This does not affect future invitations."
    ignore: str = "Ignored invitations wait in the archive. Ignoring does not count as a response."
    block: str = "No more invitations or offers from them. To unblock, submit a proposal to one of their job posts."
    removed: str = "there was an issue with the client or the job"


class Policy(Decree, frozen=True, kw_only=True):
    """Everything the marketplace decides by decree. `version` changes when anything in it does."""

    version: int = 1
    limits: Limits = Limits()
    wordings: Wordings = Wordings()
    fee_percent: Decimal = Decimal(10)
    hides_client_name_until_room: bool = True
    undo_seconds: int = 10
    durations: tuple[Choice, ...] = _choices(
        ("under_1_month", "Less than 1 month"),
        ("1_to_3_months", "1 to 3 months"),
        ("3_to_6_months", "3 to 6 months"),
        ("over_6_months", "More than 6 months"),
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
    withdraw_reasons: tuple[Choice, ...] = _choices(
        ("mistake", "Applied by mistake"),
        ("rate_too_low", "Rate too low"),
        ("schedule", "Scheduling conflict with client"),
        ("unresponsive", "Unresponsive client"),
        ("inappropriate", "Inappropriate client behavior"),
        ("other", "Other"),
    )


def text_of(choices: tuple[Choice, ...], key: str | None) -> str:
    """The shown text of `key`; the key itself where a newer marketplace uses one this list does not have."""
    return next((choice.text for choice in choices if choice.key == key), key or "")

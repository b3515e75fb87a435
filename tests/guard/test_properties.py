"""What holds for every text: disguising keeps a find, a clean sentence changes nothing, places are places."""

import itertools
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from marketplace.contract.contact import Context, Kind, Severity, find
from tests.guard import disguising
from tests.guard.cases import Case, all_cases
from tests.guard.disguising import Disguise

NAMES = ["olga.brandt", "m_okafor", "joana.pinto", "sergey.vlasov", "priya.rao", "tomek.w", "claire.morel"]
HOSTS = ["gmail.com", "posteo.de", "yahoo.com", "proton.me", "outlook.com", "wp.pl", "ukr.net", "laposte.net"]
EMAILS = st.builds("{}@{}".format, st.sampled_from(NAMES), st.sampled_from(HOSTS))
DIGITS = st.text("0123456789", min_size=6, max_size=6).filter(lambda digits: len(set(digits)) > 3)
PHONES = st.one_of(DIGITS.map("+49151{}9".format), DIGITS.map("+351912{}".format), DIGITS.map("+1415{}2".format))
HANDLES = st.sampled_from(["@olga_brandt", "@joana.pinto", "@tomek_w_pl", "@priya_draws"])
CHANCES = st.integers(0, 2**32).map(random.Random)
CLEAN = [case.text for case in all_cases() if case.is_clean and "\n" not in case.text and case.text[-1] not in ":,"]
FOUND = [case for case in all_cases() if not case.is_clean]
SENTENCES = [text for text in CLEAN if text[-1] in ".?" and text[0].isupper() and 20 < len(text) < 120]


def blocking(text: str, history: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    found = find(text, context=Context.CHAT, history=history)
    return [(one.start, one.end) for one in found if one.severity is Severity.BLOCK]


def overlaps(found: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in found)


@pytest.mark.parametrize("disguise", disguising.OF_EMAILS, ids=lambda disguise: disguise.__name__)
@given(email=EMAILS, chance=CHANCES)
@settings(max_examples=25, deadline=None)
def test_a_disguised_address_is_found(disguise: Disguise, email: str, chance: random.Random) -> None:
    hidden = disguise(email, chance)
    text = f"My mail is {hidden} for the files."
    assert overlaps(blocking(text), 11, 11 + len(hidden)), text


@pytest.mark.parametrize("disguise", disguising.OF_PHONES, ids=lambda disguise: disguise.__name__)
@given(phone=PHONES, chance=CHANCES)
@settings(max_examples=25, deadline=None)
def test_a_disguised_number_is_found(disguise: Disguise, phone: str, chance: random.Random) -> None:
    hidden = disguise(phone, chance)
    text = f"My phone is {hidden}, call me."
    assert overlaps(blocking(text), 12, 12 + len(hidden)), text


@pytest.mark.parametrize("disguise", disguising.OF_HANDLES, ids=lambda disguise: disguise.__name__)
@given(name=HANDLES, chance=CHANCES)
@settings(max_examples=15, deadline=None)
def test_a_disguised_user_name_is_found(disguise: Disguise, name: str, chance: random.Random) -> None:
    hidden = disguise(name, chance)
    text = f"Find me on Telegram: {hidden}"
    assert overlaps(blocking(text), 21, len(text)), text


@given(case=st.sampled_from(FOUND), sentence=st.sampled_from(SENTENCES), before=st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_clean_sentence_beside_it_hides_nothing(case: Case, sentence: str, before: bool) -> None:
    if _says_only_that(case.text):
        return
    text = f"{sentence}\n\n{case.text}" if before else f"{case.text}\n\n{sentence}"
    assert bool(blocking(text)) is bool(blocking(case.text)), text


@given(clean=st.sampled_from(CLEAN), sentence=st.sampled_from(SENTENCES), before=st.booleans())
@settings(max_examples=200, deadline=None)
def test_clean_sentences_together_are_clean(clean: str, sentence: str, before: bool) -> None:
    text = f"{sentence}\n\n{clean}" if before else f"{clean}\n\n{sentence}"
    assert blocking(text) == [], text


def _says_only_that(text: str) -> bool:
    """A link or a name that is all that is said: beside other words it is not contact by itself."""
    found = find(text, context=Context.CHAT)
    return (
        len(found) == 1 and found[0].kind in {Kind.URL, Kind.HANDLE} and found[0].end - found[0].start > len(text) - 3
    )


@given(text=st.text(max_size=300), context=st.sampled_from(Context))
@example(text="\ud800@\udfff.com", context=Context.CHAT)
@example(text="İ@İ.com ﬁ@ﬃ.de", context=Context.CHAT)
@example(text="a" * 300 + "@" + "b." * 70 + "com", context=Context.CHAT)
@settings(max_examples=300, deadline=None)
def test_places_are_places_of_the_text(text: str, context: Context) -> None:
    found = find(text, context=context)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= later.start for one, later in itertools.pairwise(found))


PIECES = st.sampled_from(
    [
        *(
            "@",
            ".",
            " ",
            "\n",
            "at",
            "dot",
            "gmail",
            ".com",
            "olga",
            "+49",
            "151",
            "2 3 4",
            "http://",
            "t.me/",
            "skype",
        ),
        *(":", "my", "send me", "number", "whatsapp", "(at)", "&#64;", "%40", "ⓐ", "\u200b", "а", "पांच", "five", "-"),
        *("_", "live:"),
    ]
)


@given(pieces=st.lists(PIECES, max_size=40))
@settings(max_examples=300, deadline=None)
def test_what_looks_like_contact_has_places_too(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = find(text, context=Context.CHAT, history=pieces[:4])
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@given(email=EMAILS, cut=st.floats(0.2, 0.8))
@settings(max_examples=60, deadline=None)
def test_an_address_over_two_messages_is_found_with_history(email: str, cut: float) -> None:
    at = email.index("@")
    first, second = email[:at], email[at:]
    assert blocking(second, (first,)), email
    whole = "My mail is " + first
    assert blocking(second, (whole,)), email


@given(digits=DIGITS, cut=st.integers(2, 7))
@settings(max_examples=60, deadline=None)
def test_a_number_over_three_messages_is_found_with_history(digits: str, cut: int) -> None:
    number = "912" + digits
    assert blocking(number[cut:], ("my whatsapp is", number[:cut])), number


def test_history_alone_finds_nothing_in_a_clean_message() -> None:
    assert blocking("Thank you, I will read the brief tonight.", ("my mail: olga@posteo.de", "+49 1512 3456789")) == []

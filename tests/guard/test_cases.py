"""The guard on texts of several authors, one by one: what is known to be missed stands in `KNOWN`, and nowhere else."""

import pytest

from marketplace.contract.contact import Context, Severity, find
from tests.bench.guard import said_in_the_demo
from tests.guard.cases import Case, all_cases
from tools.contact_tables import TABLES
from tools.contact_weights import all_examples, learned, written

CASES = all_cases()
# Told in docs/contact-guard.md under what is not caught.
KNOWN = {
    "Could you pass us his number? We need to ask him about the roof.",
    "Koi number hai jisme call kar saku?",
    "Bom dia! Faço a maquete em dez dias. Se puder, me deixe um telefone para acertar a entrega.",
    "helen.park@law with .com at the end",
    "Do you mind if I text you?",
    "Hello, I animate logos. If the site is down again, you'll see me online as kineticwren on Discord.",
    "Proposals without a phone number will not be read.",
    "I would be glad of a mail or a phone number to arrange the interview.",
    "here it comes\nlena.fox\nthen the a with circle\ngmail.com",
}


def blocking(text: str) -> list[tuple[int, int]]:
    found = find(text, context=Context.CHAT)
    return [(one.start, one.end) for one in found if one.severity is Severity.BLOCK]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.is_clean], ids=lambda case: f"{case.author}: {case.text[:40]}"
)
def test_a_clean_text_passes(case: Case) -> None:
    assert [case.text[start:end] for start, end in blocking(case.text)] == []


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.is_clean], ids=lambda case: f"{case.author}: {case.text[:40]}"
)
def test_contact_information_is_found_where_it_is(case: Case) -> None:
    found = blocking(case.text)
    is_found = bool(found) and (
        not case.spans or any(start < end and first < last for first, end in found for start, last in case.spans)
    )
    assert is_found is (case.text not in KNOWN)


def test_nothing_that_the_demo_says_is_refused() -> None:
    said = {text for text in said_in_the_demo() if blocking(text)}
    assert said == set()


def test_the_weights_are_those_that_the_cases_teach() -> None:
    table = (TABLES / "weights.txt").read_text("utf-8").splitlines(keepends=True)
    assert table[1:] == written(learned(all_examples())), "learn them again: python -m tools.contact_weights"


def test_there_are_enough_authors_and_cases() -> None:
    assert len({case.author for case in CASES}) >= 8
    assert sum(case.is_clean for case in CASES) >= 250
    assert sum(not case.is_clean for case in CASES) >= 250

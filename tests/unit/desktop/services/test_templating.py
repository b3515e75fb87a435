"""Variables of templates: filled with what is known, else with what was written for that case, else left and named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.templating import filled, unfilled, unknown, variables

VALUES = {"client.name": "Nordwind", "job.title": "Turbine manual", "empty": " "}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Dear {{client.name}},", "Dear Nordwind,"),
        ("Dear {{ client.name | there }},", "Dear Nordwind,"),
        ("Dear {{Client.Name|there}},", "Dear Nordwind,"),
        ("Dear {{boss|there}},", "Dear there,"),
        ("Dear {{boss|}}!", "Dear !"),
        ("Dear {{empty|friend}},", "Dear friend,"),
        ("For {{rate}} an hour", "For {{rate}} an hour"),
        ("{{job.title}}{{job.title}}", "Turbine manualTurbine manual"),
        ("{ {client.name} } {{}} {{|x}} {{a b}}", "{ {client.name} } {{}} {{|x}} {{a b}}"),
        ("{{preis.je-stunde|40}}", "40"),
    ],
)
def test_a_text_is_filled(text: str, shown: str) -> None:
    assert filled(text, VALUES) == shown


def test_what_is_filled_in_is_not_filled_again() -> None:
    assert filled("{{a}}", {"a": "{{job.title}}", "job.title": "X"}) == "{{job.title}}"


def test_what_nobody_knows_is_named_once() -> None:
    assert unknown("{{rate}} {{client.name}} {{start|soon}} {{rate}} {{days}}", VALUES) == ["rate", "days"]


def test_what_is_left_is_found_with_its_field() -> None:
    texts = [("cover_letter", "For {{rate}}, {{start|soon}}"), ("message", "Hello")]
    assert unfilled(texts) == [("cover_letter", "{{rate}}"), ("cover_letter", "{{start|soon}}")]


NAMES = st.sampled_from(["a", "b", "a.b"])


@given(st.lists(st.sampled_from(["x", " {", "} ", "|"]) | NAMES.map("{{{{{}}}}}".format), max_size=12))
def test_only_variables_change(parts: list[str]) -> None:
    values = {"a": "1", "b": "2"}
    shown = [{"{{a}}": "1", "{{b}}": "2"}.get(part, part) for part in parts]
    assert filled("".join(parts), values) == "".join(shown)


@given(st.text(max_size=100))
def test_without_variables_a_text_stays_as_it_is(text: str) -> None:
    if not variables(text):
        assert filled(text, VALUES) == text

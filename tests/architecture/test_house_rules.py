"""The product keeps the rules of the house, and the rules notice when it does not."""

import pytest

from tests.architecture.rules import RULES, Rule
from tests.architecture.sources import ROOT, called, parsed, product

EXAMPLES_CAUGHT = [pytest.param(rule, text, id=f"{rule.name}: {text[:40]}") for rule in RULES for text in rule.caught]
EXAMPLES_ALLOWED = [pytest.param(rule, text, id=f"{rule.name}: {text[:40]}") for rule in RULES for text in rule.allowed]
MOST_LINES = 500


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_product_keeps_the_rule(rule: Rule) -> None:
    breaches = [breach for module in product() for breach in rule.breaches(module)]
    assert not breaches, f"{rule.reason} Broken in: {', '.join(breaches)}"


@pytest.mark.parametrize(("rule", "text"), EXAMPLES_CAUGHT)
def test_the_rule_catches(rule: Rule, text: str) -> None:
    assert rule.breaches(parsed(text, rule.where))


@pytest.mark.parametrize(("rule", "text"), EXAMPLES_ALLOWED)
def test_the_rule_allows(rule: Rule, text: str) -> None:
    assert not rule.breaches(parsed(text, rule.where))


def test_events_are_processed_by_hand_in_one_place_at_most() -> None:
    """The first paint may: anywhere else it re-enters slots."""
    calls = [(module.name, call) for module in product() for call in module.calls()]
    places = [f"{name}:{call.lineno}" for name, call in calls if called(call) == "processEvents"]
    assert len(places) <= 1, f"Called in: {', '.join(places)}"


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    folders = ("desktop", "marketplace", "tests", "tools")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    lengths = {file.relative_to(ROOT).as_posix(): len(file.read_text("utf-8").splitlines()) for file in files}
    too_long = {name: length for name, length in lengths.items() if length > MOST_LINES}
    assert not too_long, f"More than {MOST_LINES} lines hide more than one thing: {too_long}"

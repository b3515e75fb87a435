"""Differences: both texts can be had back from them, and people can read them."""

import time

from hypothesis import given
from hypothesis import strategies as st

from desktop.local.drafts import Fields
from desktop.services.differences import Kind, Passage, differences, of_fields
from marketplace.contract.entities import Attachment
from marketplace.contract.ids import BlobId

words = st.lists(st.sampled_from(["gladly", "two", "weeks", " ", "\n", "–", "turbine"]), max_size=60).map("".join)


@given(words | st.text(max_size=80), words | st.text(max_size=80))
def test_both_texts_can_be_had_back(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(text for kind, text in found if kind is not Kind.ADDED) == before
    assert "".join(text for kind, text in found if kind is not Kind.REMOVED) == after


@given(words)
def test_what_is_the_same_does_not_differ(text: str) -> None:
    assert all(kind is Kind.SAME for kind, _ in differences(text, text))


def test_a_replaced_phrase_is_one_change() -> None:
    found = differences("I could begin next Monday, gladly.", "I could start this Tuesday, gladly.")
    assert found == (
        Passage(Kind.SAME, "I could "),
        Passage(Kind.REMOVED, "begin next Monday,"),
        Passage(Kind.ADDED, "start this Tuesday,"),
        Passage(Kind.SAME, " gladly."),
    )


def test_fields_that_differ_are_named_in_the_order_of_the_form() -> None:
    file = Attachment(blob=BlobId("ab" * 32), name="sample.pdf", size=7)
    before = Fields(amount="41", cover_letter="one", answers=("yes", "no"))
    after = Fields(amount="41", cover_letter="two", answers=("yes", "perhaps"), attachments=(file,))
    found = of_fields(before, after)
    assert [each.field for each in found] == ["cover_letter", "answers", "attachments"]
    assert found[2].passages == (Passage(Kind.ADDED, "sample.pdf"),)


def test_a_huge_text_takes_a_moment() -> None:
    before = "a b " * 100_000 + "\n"
    began = time.process_time()
    differences(before, before + "more\n")
    assert time.process_time() - began < 5

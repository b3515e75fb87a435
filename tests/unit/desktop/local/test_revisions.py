"""The history of a draft: every text that was saved can be had back, and it stays bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.local import drafts, mirror, revisions
from desktop.local.drafts import Draft, Fields
from desktop.local.store import Connection
from desktop.local.thinning import DAY, MINUTE
from tests.unit.desktop.things import NOW, a_page, a_store_in_memory, an_invitation


@pytest.fixture
def store(store: Connection) -> Connection:
    """A store that holds an invitation to answer."""
    mirror.write_page(store, a_page(an_invitation()))
    return store


def save(store: Connection, draft: Draft, letter: str, now: int = NOW) -> Draft:
    """Save the draft with this letter."""
    return drafts.save(store, draft._replace(fields=Fields(cover_letter=letter)), now)


def opened(store: Connection) -> Draft:
    """The draft as an editor gets it."""
    return drafts.open_for(store, "invitation", direct=False)


def letters(store: Connection, draft: Draft) -> list[str]:
    """What the draft said, newest first."""
    return [each.fields.cover_letter for each in revisions.history(store, draft.id)]


def test_what_was_said_is_brought_back_as_something_new(store: Connection) -> None:
    draft = save(store, save(store, opened(store), "one"), "two")
    brought = revisions.bring_back(store, draft.id, 1, NOW + 1)
    assert brought is not None
    assert (brought.revision, brought.fields.cover_letter) == (3, "one")
    assert letters(store, draft) == ["one", "two", "one"]


def test_a_discarded_draft_can_be_brought_back_at_any_text(store: Connection) -> None:
    draft = save(store, save(store, opened(store), "one"), "two")
    drafts.set_state(store, draft.id, "discarded", NOW)
    assert revisions.bring_back(store, draft.id, 1, NOW) is not None
    assert opened(store).fields.cover_letter == "one"


def test_a_draft_on_its_way_is_not_changed(store: Connection) -> None:
    draft = save(store, save(store, opened(store), "one"), "two")
    drafts.set_state(store, draft.id, "sending", NOW)
    revisions.bring_back(store, draft.id, 1, NOW)
    assert letters(store, draft) == ["two", "one"]


# --- two who write ----------------------------------------------------------------------------------------


def test_two_windows_end_with_both_texts_one_of_them_as_the_rival(store: Connection) -> None:
    first = save(store, opened(store), "begun")
    other = opened(store)
    first = save(store, first, "written in the first window")
    last = save(store, other, "written in the second window")
    assert (last.fields.cover_letter, last.rival) == ("written in the second window", first.revision)
    assert "written in the first window" in letters(store, last)


def test_going_on_with_the_winner_keeps_the_rival_until_it_was_looked_at(store: Connection) -> None:
    first, other = save(store, opened(store), "begun"), opened(store)
    save(store, first, "one")
    last = save(store, save(store, other._replace(revision=first.revision), "two"), "two and more")
    assert last.rival is not None
    drafts.settle_rival(store, last.id)
    assert opened(store).rival is None


def test_an_editor_that_had_not_loaded_yet_saves_no_empty_page_over_a_text(store: Connection) -> None:
    blank = opened(store)
    kept = save(store, blank, "2,000 words")
    for fields in (Fields(), Fields(duration="month"), Fields(cover_letter=" \n", answers=("", " "))):
        assert drafts.save(store, blank._replace(fields=fields), NOW) == kept
    assert letters(store, kept) == ["2,000 words"]


def test_who_has_seen_the_text_may_empty_the_page(store: Connection) -> None:
    kept = save(store, opened(store), "2,000 words")
    assert drafts.save(store, kept._replace(fields=Fields()), NOW).fields == Fields()


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.text("abc", max_size=3)), max_size=30))
def test_whoever_saves_what_in_whatever_order_every_text_can_be_had_back(
    saves: list[tuple[int, bool, str]],
) -> None:
    store = a_store_in_memory()
    editors = [opened(store)] * 3
    first = editors[0]
    written = set[str]()
    for who, looks_first, letter in saves:
        if looks_first:
            stored = drafts.get(store, first.id)
            editors[who] = stored or editors[who]
        saved = save(store, editors[who], letter)
        editors[who] = saved
        written.add(letter.strip())
    kept = set(letters(store, first)) | {""}
    assert written <= kept
    store.close()


# --- staying bounded --------------------------------------------------------------------------------------


def test_an_hour_of_typing_leaves_few_revisions_and_reaches_back_to_its_beginning(store: Connection) -> None:
    draft = opened(store)
    for number in range(2_000):
        draft = save(store, draft, f"letter {number}", NOW + number * 1_800)
    kept = revisions.history(store, draft.id)
    assert len(kept) <= drafts.NEWEST + sum(rung.most for rung in drafts.RUNGS) + drafts.PRUNED_EVERY
    assert [each.revision for each in kept[: drafts.NEWEST]] == list(range(2_000, 2_000 - drafts.NEWEST, -1))
    assert kept[-1].saved_at <= NOW + 2 * MINUTE


def test_what_comes_from_another_device_is_thinned_too_and_pushes_out_nothing(store: Connection) -> None:
    draft = save(store, opened(store), "mine")
    for number in range(3_000):
        theirs = draft._replace(fields=Fields(cover_letter=f"theirs {number}"))
        draft = drafts.take_over(store, theirs, NOW + number * 1_000, "another computer")
    said = letters(store, draft)
    assert (said[0], said[-1]) == ("theirs 2999", "mine")
    assert len(said) < 200


def test_a_month_later_the_days_before_are_still_there(store: Connection) -> None:
    draft = opened(store)
    for day in range(30):
        for number in range(40):
            draft = save(store, draft, f"day {day}, {number}", NOW + day * DAY + number * MINUTE)
    days = {each.fields.cover_letter.partition(",")[0] for each in revisions.history(store, draft.id)}
    assert days == {f"day {day}" for day in range(30)}


def test_a_conflicted_copy_is_not_thinned_away(store: Connection) -> None:
    first, other = save(store, opened(store), "begun"), opened(store)
    lost = save(store, first, "the other text")
    draft = save(store, other, "the winner", NOW + 1)
    for number in range(500):
        draft = save(store, draft, f"letter {number}", NOW + 2 + number)
    assert draft.rival == lost.revision
    assert "the other text" in letters(store, draft)

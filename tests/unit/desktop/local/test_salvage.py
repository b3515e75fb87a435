"""A damaged store is kept as it is, and what was typed goes on in a fresh one."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import StoreDamaged
from desktop.local import dispatch, drafts, listing, mirror, outbox
from desktop.local.drafts import Fields
from desktop.local.outbox import Order, Standing
from desktop.local.salvage import set_aside
from desktop.local.store import Connection, one, open_store, transaction
from marketplace.contract.commands import IgnoreInvitation
from marketplace.contract.ids import CommandId, InvitationId
from tests.unit.desktop.things import NOW, a_page, an_invitation

LETTERS = [f"Letter number {number}: " + "with pleasure " * 30 for number in range(20)]


@pytest.fixture
def full(path: Path) -> Path:
    """A store with many invitations, twenty drafts and a command that waits; closed."""
    connection = open_store(path)
    transaction(connection, _fill)
    connection.close()
    return path


def _fill(connection: Connection) -> None:
    mirror.write_page(connection, a_page(*(an_invitation(f"i{number}") for number in range(200))))
    for number, letter in enumerate(LETTERS):
        draft = drafts.open_for(connection, f"i{number}", direct=False)
        drafts.save(connection, draft._replace(fields=Fields(cover_letter=letter)), NOW)
    command = IgnoreInvitation(invitation=InvitationId("i99"))
    dispatch.enqueue(connection, Order(CommandId("command"), command, "i99", "invitation", "i99", "Ignore"), NOW)


def _letters(connection: Connection) -> list[str]:
    rows = connection.execute("select id from draft").fetchall()
    found = [drafts.get(connection, str(row[0])) for row in rows]
    return sorted(draft.fields.cover_letter for draft in found if draft is not None)


def _spoil_page_of(path: Path, table: str) -> None:
    """Overwrite the table's first page, as a bad sector would."""
    with sqlite3.connect(path) as connection:
        (page,) = connection.execute("select rootpage from sqlite_schema where name = ?", (table,)).fetchone()
        (size,) = connection.execute("pragma page_size").fetchone()
    connection.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xa5" * size
    path.write_bytes(content)


def test_drafts_and_what_waits_are_carried_over(full: Path) -> None:
    _spoil_page_of(full, "entry")
    fresh, sentence = set_aside(full)
    assert _letters(fresh) == sorted(LETTERS)
    assert due(fresh) == "command"
    assert "Drafts and what was waiting were carried over" in sentence
    fresh.close()


def due(connection: Connection) -> str | None:
    """What would be delivered next."""
    item = outbox.next_due(connection, NOW)
    return None if item is None else item.id


def test_the_damaged_file_is_kept_to_the_byte_under_a_name_that_is_told(full: Path) -> None:
    full.write_bytes(b"not a database " * 100)
    before = full.read_bytes()
    fresh, sentence = set_aside(full)
    fresh.close()
    (kept,) = full.parent.glob("bellhop.damaged-*.sqlite3")
    assert kept.read_bytes() == before
    assert kept.name in sentence


def test_where_nothing_could_be_read_nothing_is_promised(full: Path) -> None:
    full.write_bytes(b"not a database " * 100)
    fresh, sentence = set_aside(full)
    assert "Nothing in it could be read" in sentence
    assert one(fresh, "select count(*) from draft") == 0
    fresh.close()


def test_two_damages_within_a_second_are_both_kept(full: Path) -> None:
    for content in (b"first " * 500, b"second " * 500):
        full.write_bytes(content)
        fresh, _ = set_aside(full)
        fresh.close()
    assert len(list(full.parent.glob("bellhop.damaged-*.sqlite3"))) == 2


def test_the_mirror_begins_from_the_start_again(full: Path) -> None:
    _spoil_page_of(full, "entry")
    fresh, _ = set_aside(full)
    assert mirror.cursor(fresh) is None
    fresh.close()


def test_what_was_carried_over_is_listed_again(full: Path) -> None:
    _spoil_page_of(full, "entry")
    fresh, _ = set_aside(full)
    assert [record.title for record in listing.first(fresh, "outbox", 10)] == ["Ignore"]
    mirror.write_page(fresh, a_page(*(an_invitation(f"i{number}") for number in range(200))))
    counts = {section: count.total for section, count in listing.counts(fresh).items()}
    assert counts == {"invitations": 199, "archived": 1, "drafts": 20, "outbox": 1}
    fresh.close()


@pytest.mark.parametrize(
    "spoil", [lambda path: _spoil_page_of(path, "draft"), lambda path: _spoil_page_of(path, "receipt")]
)
def test_one_table_that_cannot_be_read_costs_no_other(full: Path, spoil: Callable[[Path], None]) -> None:
    spoil(full)
    fresh, _ = set_aside(full)
    assert due(fresh) == "command"
    assert outbox.standing(fresh) == Standing(1, 0)
    fresh.close()


@pytest.mark.parametrize("table", ["entry", "section_count", "draft", "draft_revision", "outbox", "document"])
def test_damage_inside_is_noticed_when_the_store_is_opened(full: Path, table: str) -> None:
    _spoil_page_of(full, table)
    with pytest.raises(StoreDamaged):
        open_store(full)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(damage=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=600)), max_size=4), cut=st.booleans())
def test_whatever_happens_to_the_file_there_is_a_store_to_work_with(
    full: Path, damage: list[tuple[float, bytes]], cut: bool
) -> None:
    whole = full.read_bytes()
    content = bytearray(whole)
    for place, scribble in damage:
        at = int(place * (len(content) - len(scribble)))
        content[at : at + len(scribble)] = scribble
    full.write_bytes(content[: len(content) // 2] if cut else content)
    try:
        connection = open_store(full)
    except StoreDamaged:
        connection, _ = set_aside(full)
    outbox.standing(connection)
    listing.counts(connection)
    listing.first(connection, "invitations", 40)
    connection.close()
    full.write_bytes(whole)


def test_a_waiting_request_that_was_garbled_is_dropped_and_its_draft_is_open_again(path: Path) -> None:
    connection = open_store(path)
    transaction(connection, _fill)
    draft = drafts.open_for(connection, "i3", direct=False)
    transaction(connection, drafts.set_state, draft.id, "sending", NOW)
    connection.execute("update outbox set body = x'ff00', draft = ?", (draft.id,))
    transaction(connection, outbox.forget_unreadable)
    assert outbox.standing(connection) == Standing(0, 0)
    found = drafts.get(connection, draft.id)
    assert found is not None
    assert (found.state, found.fields.cover_letter) == ("open", LETTERS[3])
    connection.close()


def test_a_text_that_is_no_text_any_more_is_damage(path: Path) -> None:
    connection = open_store(path)
    transaction(connection, _fill)
    connection.execute("update entry set title = cast(x'91ff' as text)")
    connection.close()
    with pytest.raises(StoreDamaged):
        open_store(path)

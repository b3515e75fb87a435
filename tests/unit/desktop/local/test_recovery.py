"""A damaged store is kept as it is, and what was typed goes on in a good one: the newest backup, or a fresh one."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import json

from desktop.errors import StoreDamaged
from desktop.local import dispatch, drafts, listing, mirror, outbox
from desktop.local.backups import Backups
from desktop.local.drafts import Draft, Fields
from desktop.local.opening import open_or_recover
from desktop.local.outbox import Order, Standing
from desktop.local.recovery import recover, restore
from desktop.local.store import Connection, one, open_store, transaction
from marketplace.contract.commands import IgnoreInvitation
from marketplace.contract.entities import JobPost, Receipt
from marketplace.contract.ids import CommandId, InvitationId
from tests.unit.desktop.things import MORNING, NOW, a_client, a_job, a_page, an_invitation

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


def recovered(path: Path) -> tuple[Connection, str]:
    """The store in place of a damaged one, and what the user is told."""
    sentence = recover(path, backups_of(path))
    return open_store(path), sentence


def backups_of(path: Path) -> Backups:
    """Where the backups of a store are."""
    return Backups(path.parent / "backups")


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
    fresh, sentence = recovered(full)
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
    fresh, sentence = recovered(full)
    fresh.close()
    (kept,) = full.parent.glob("bellhop.damaged-*.sqlite3")
    assert kept.read_bytes() == before
    assert kept.name in sentence


def test_where_nothing_could_be_read_nothing_is_promised(full: Path) -> None:
    full.write_bytes(b"not a database " * 100)
    fresh, sentence = recovered(full)
    assert "Nothing in it could be read" in sentence
    assert one(fresh, "select count(*) from draft") == 0
    fresh.close()


def test_two_damages_within_a_second_are_both_kept(full: Path) -> None:
    for content in (b"first " * 500, b"second " * 500):
        full.write_bytes(content)
        fresh, _ = recovered(full)
        fresh.close()
    assert len(list(full.parent.glob("bellhop.damaged-*.sqlite3"))) == 2


def test_of_many_damages_the_newest_files_stay_and_the_oldest_make_room(full: Path) -> None:
    contents = [f"damage {number} ".encode() * 500 for number in range(5)]
    told = list[str]()
    for content in contents:
        full.write_bytes(content)
        fresh, sentence = recovered(full)
        told.append(sentence)
        fresh.close()
    kept = list(full.parent.glob("bellhop.damaged-*.sqlite3"))
    assert sorted(each.read_bytes() for each in kept) == sorted(contents[-3:])
    assert any(each.name in told[-1] for each in kept)


def test_the_mirror_begins_from_the_start_again(full: Path) -> None:
    _spoil_page_of(full, "entry")
    fresh, _ = recovered(full)
    assert mirror.cursor(fresh) is None
    fresh.close()


def test_what_was_carried_over_is_listed_again(full: Path) -> None:
    _spoil_page_of(full, "entry")
    fresh, _ = recovered(full)
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
    fresh, _ = recovered(full)
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
    connection, _ = open_or_recover(full, full.parent / "backups", NOW)
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


# --- with a backup ----------------------------------------------------------------------------------------


def _type(connection: Connection, invitation: str, letter: str) -> Draft:
    draft = drafts.open_for(connection, invitation, direct=False)
    return transaction(
        connection, lambda store: drafts.save(store, draft._replace(fields=Fields(cover_letter=letter)), NOW + 1)
    )


def _order(id_: str, invitation: str, draft: Draft | None = None) -> Order:
    command = IgnoreInvitation(invitation=InvitationId(invitation))
    return Order(CommandId(id_), command, invitation, "invitation", invitation, id_, draft and draft.id)


def _asked_first(connection: Connection) -> dict[str, int]:
    rows = connection.execute("select id, ask_first from outbox where state in ('waiting', 'sent')")
    return {str(id_): int(str(ask_first)) for id_, ask_first in rows}


@pytest.fixture
def backed_up(full: Path) -> Path:
    """A full store with a backup, in which things went on afterwards; closed."""
    backups_of(full).take(full, NOW)
    connection = open_store(full)
    _type(connection, "i3", "Written after the backup.")
    _type(connection, "i50", "Begun after the backup.")
    transaction(connection, dispatch.take_back, "command", NOW)
    transaction(connection, dispatch.enqueue, _order("later", "i98"), NOW)
    connection.close()
    return full


def test_the_backup_brings_the_lists_and_the_damaged_file_what_was_written_since(backed_up: Path) -> None:
    _spoil_page_of(backed_up, "entry")
    connection, sentence = recovered(backed_up)
    assert _letters(connection) == sorted(
        [
            *(letter for letter in LETTERS if letter != LETTERS[3]),
            "Written after the backup.",
            "Begun after the backup.",
        ]
    )
    counts = {section: count.total for section, count in listing.counts(connection).items() if count.total}
    assert counts == {"invitations": 199, "archived": 1, "drafts": 21, "outbox": 1}
    assert mirror.cursor(connection) is not None
    assert "The backup of " in sentence
    assert "with drafts and what was waiting as they were" in sentence
    connection.close()


def test_what_was_taken_back_after_the_backup_does_not_wait_again(backed_up: Path) -> None:
    _spoil_page_of(backed_up, "entry")
    connection, _ = recovered(backed_up)
    assert _asked_first(connection) == {"later": 0}
    connection.close()


def test_what_only_the_backup_knows_is_asked_about_before_it_is_sent(backed_up: Path) -> None:
    backed_up.write_bytes(b"not a database " * 1000)
    connection, sentence = recovered(backed_up)
    assert _asked_first(connection) == {"command": 1}
    assert _letters(connection) == sorted(LETTERS)
    assert "nothing newer could be read" in sentence
    connection.close()


def test_a_backup_that_is_not_good_is_passed_over(backed_up: Path) -> None:
    newest = backups_of(backed_up).take(backed_up, NOW + 60_000)
    newest.path.write_bytes(newest.path.read_bytes()[:9000])
    backed_up.write_bytes(b"not a database " * 1000)
    connection, sentence = recovered(backed_up)
    assert _letters(connection) == sorted(LETTERS)
    assert "The backup of 02 March 2026" in sentence
    connection.close()


@pytest.mark.parametrize("spoil", [lambda path: path.write_bytes(b""), lambda path: path.unlink()])
def test_a_store_that_has_vanished_is_not_taken_for_a_new_one(backed_up: Path, spoil: Callable[[Path], object]) -> None:
    spoil(backed_up)
    connection, sentence = open_or_recover(backed_up, backed_up.parent / "backups", NOW)
    assert _letters(connection) == sorted(LETTERS)
    assert "The backup of " in sentence
    connection.close()


def test_an_empty_file_without_any_backup_is_a_new_store(path: Path) -> None:
    path.touch()
    connection, sentence = open_or_recover(path, path.parent / "backups", NOW)
    assert sentence == ""
    connection.close()


def test_a_draft_whose_row_was_lost_is_found_by_its_index_with_its_newest_text(full: Path) -> None:
    connection = open_store(full)
    draft = _type(connection, "i3", "The newest text.")
    connection.close()
    _spoil_page_of(full, "draft")
    connection, _ = recovered(full)
    found = drafts.get(connection, draft.id)
    assert found is not None
    assert (found.fields.cover_letter, found.state, found.invitation) == ("The newest text.", "open", "i3")
    assert len(_letters(connection)) == len(LETTERS)
    connection.close()


def test_a_draft_that_says_what_cannot_be_is_written_to_what_its_index_says(backed_up: Path) -> None:
    connection = open_store(backed_up)
    id_ = drafts.open_for(connection, "i50", direct=False).id
    connection.close()
    content = backed_up.read_bytes()
    assert content.count(f"{id_}i50".encode()) == 1  # its own row: the index has them the other way round
    backed_up.write_bytes(content.replace(f"{id_}i50".encode(), f"{id_}z50".encode()))
    _spoil_page_of(backed_up, "entry")
    connection, _ = recovered(backed_up)
    assert drafts.open_for(connection, "i50", direct=False).fields.cover_letter == "Begun after the backup."
    connection.close()


def test_a_draft_whose_own_id_was_garbled_is_found_by_its_index(backed_up: Path) -> None:
    connection = open_store(backed_up)
    id_ = drafts.open_for(connection, "i50", direct=False).id
    connection.close()
    content = backed_up.read_bytes()
    backed_up.write_bytes(content.replace(f"{id_}i50".encode(), f"{id_[:-1]}zi50".encode()))
    _spoil_page_of(backed_up, "entry")
    connection, _ = recovered(backed_up)
    assert drafts.open_for(connection, "i50", direct=False).fields.cover_letter == "Begun after the backup."
    connection.close()


@pytest.mark.parametrize("column", [b"ask_first integer", b"state      text", b"not_before integer", b"rival integer"])
def test_what_the_damaged_file_calls_a_column_does_not_matter(backed_up: Path, column: bytes) -> None:
    content = backed_up.read_bytes()
    assert column in content
    backed_up.write_bytes(content.replace(column, b"Z" + column[1:]))
    connection, _ = recovered(backed_up)
    assert "Begun after the backup." in _letters(connection)
    assert _asked_first(connection) == {"later": 0}
    connection.close()


def _garble(path: Path, *names: bytes) -> None:
    """Another name stands in the schema, and in all that is said of it there."""
    content = path.read_bytes()
    for name in names:
        assert b"table" + name * 2 in content
        content = content.replace(b"table" + name * 2, b"table" + b"#" * len(name) * 2)
        content = content.replace(b"CREATE TABLE " + name, b"CREATE TABLE " + b"#" * len(name))
    path.write_bytes(content)


def _lose(path: Path, size: int) -> None:
    """The beginning of the file is noise."""
    path.write_bytes(b"\xa5" * size + path.read_bytes()[size:])


KEPT = (
    ("document", ("later", b'"chosen later"')),
    ("receipt", ("c9", 9, NOW, "0" * 64, "accept_invitation", "Later", "d9", "p9")),
    ("post", ("job", json.encode(JobPost(job=a_job(), client=a_client())))),
    ("interview_answer", ("d1", 0, "Why you?", 1, None)),
    ("attachment_source", ("f" * 64, "/sample.txt", 8, 1)),
    ("blob", ("f" * 64, 8)),
)
"""Rows that came after the backup, of tables that nothing but the schema tells apart."""


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: _garble(path, *(table.encode() for table, _ in KEPT)), id="names"),
        pytest.param(lambda path: _lose(path, 100), id="header"),
        pytest.param(lambda path: _lose(path, 4096), id="first page"),
    ],
)
def test_what_leads_to_a_table_is_known_without_the_damaged_file(
    backed_up: Path, spoil: Callable[[Path], None]
) -> None:
    connection = open_store(backed_up)
    connection.execute("insert into draft values ('d1', 'i120', 0, 'open', 1, null, null)")
    connection.execute("insert into draft_revision values ('d1', 1, ?, cast('{}' as blob), null)", (NOW,))
    for table, row in KEPT:
        connection.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)
    connection.close()
    spoil(backed_up)
    connection, _ = recovered(backed_up)
    for table, row in KEPT:
        assert row in connection.execute(f"select * from {table}").fetchall(), table
    assert "Written after the backup." in _letters(connection)
    connection.close()


def test_rows_on_both_sides_of_a_damaged_page_are_carried_over(full: Path) -> None:
    content = bytearray(full.read_bytes())
    leaves = [page for page in range(1, len(content) // 4096 + 1) if _letters_on(content, page)]
    middle = leaves[len(leaves) // 2]
    lost = _letters_on(content, middle)
    assert 0 < lost < len(LETTERS)
    content[(middle - 1) * 4096 : middle * 4096] = b"\xa5" * 4096
    full.write_bytes(content)
    store, _ = recovered(full)
    assert len(_letters(store)) >= len(LETTERS) - lost
    store.close()


def _letters_on(content: bytearray, page: int) -> int:
    """How many drafts' fields lie on a page."""
    return content[(page - 1) * 4096 : page * 4096].count(b'{"cover_letter":"Letter number')


# --- putting a backup back on purpose ---------------------------------------------------------------------


def test_a_restored_backup_keeps_what_was_written_since(backed_up: Path) -> None:
    (backup,) = backups_of(backed_up).newest_first()
    sentence = restore(backed_up, backup)
    connection = open_store(backed_up)
    assert {"Written after the backup.", "Begun after the backup."} <= set(_letters(connection))
    (kept,) = backed_up.parent.glob("bellhop.replaced-*.sqlite3")
    assert kept.name in sentence
    connection.close()


def test_a_restored_backup_sends_nothing_by_itself_that_it_alone_knows(backed_up: Path) -> None:
    (backup,) = backups_of(backed_up).newest_first()
    restore(backed_up, backup)
    connection = open_store(backed_up)
    assert _asked_first(connection) == {"command": 1, "later": 0}
    connection.close()


def test_on_another_computer_a_backup_brings_every_draft(backed_up: Path, tmp_path: Path) -> None:
    (backup,) = backups_of(backed_up).newest_first()
    elsewhere = tmp_path / "elsewhere" / backed_up.name
    elsewhere.parent.mkdir()
    open_store(elsewhere).close()
    restore(elsewhere, backup)
    connection = open_store(elsewhere)
    assert _letters(connection) == sorted(LETTERS)
    assert _asked_first(connection) == {"command": 1}
    connection.close()


def test_a_draft_that_arrived_since_does_not_come_back_with_the_backup(full: Path) -> None:
    connection = open_store(full)
    draft = drafts.open_for(connection, "i3", direct=False)
    transaction(connection, dispatch.enqueue, _order("sent", "i3", draft), NOW)
    backup = backups_of(full).take(full, NOW)
    transaction(connection, dispatch.settle, "sent", Receipt(command=CommandId("sent"), seq=9, at=MORNING))
    connection.close()
    restore(full, backup)
    connection = open_store(full)
    assert drafts.get(connection, draft.id) is None
    assert _asked_first(connection) == {"command": 0}
    connection.close()


def test_a_restore_from_a_bad_backup_changes_nothing(backed_up: Path) -> None:
    (backup,) = backups_of(backed_up).newest_first()
    backup.path.write_bytes(b"not a database " * 100)
    before = backed_up.read_bytes()
    with pytest.raises(StoreDamaged):
        restore(backed_up, backup)
    assert backed_up.read_bytes() == before
    connection, sentence = open_or_recover(backed_up, backed_up.parent / "backups", NOW)
    assert sentence == ""
    connection.close()

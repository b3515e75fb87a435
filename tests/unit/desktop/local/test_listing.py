"""Lists: whatever is written, moved and taken out, in any order, order and counts are those of a naive model."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop.local import entries, listing
from desktop.local.entries import Line
from desktop.local.listing import Count, Record
from desktop.local.store import Connection
from tests.unit.desktop.things import a_store_in_memory

SECTIONS = ("invitations", "archived", "messages")
ids = st.sampled_from("abcdefgh")
sections = st.sampled_from(SECTIONS)
moments = st.integers(0, 3)  # few, so that many lines share one


class Lists(RuleBasedStateMachine):
    """The model is a dictionary of lines, sorted and counted the slow way."""

    def __init__(self) -> None:
        super().__init__()
        self.store = a_store_in_memory()
        self.lines: dict[str, Line] = {}

    def teardown(self) -> None:
        self.store.close()

    @rule(id_=ids, section=sections, at=moments, unread=st.integers(0, 3))
    def write(self, id_: str, section: str, at: int, unread: int) -> None:
        line = Line("room", id_, section, at, unread, pending=0, title=f"{id_} at {at}")
        self.lines[id_] = line
        entries.write(self.store, line, None)

    @rule(id_=ids)
    def remove(self, id_: str) -> None:
        self.lines.pop(id_, None)
        entries.remove(self.store, "room", id_)

    @invariant()
    def counts_are_what_counting_gives(self) -> None:
        counted = {section: self.count(section) for section in SECTIONS}
        found = {section: count for section, count in listing.counts(self.store).items() if count.total}
        assert found == {section: count for section, count in counted.items() if count.total}

    @invariant()
    def sections_are_in_order_newest_first_then_by_arrival(self) -> None:
        for section in SECTIONS:
            expected = sorted(self.members(section), key=lambda record: (-record.at, -record.position))
            assert listing.first(self.store, section, 100) == expected
            assert list(listing.keys(self.store, section)) == [record.position for record in expected]

    def members(self, section: str) -> list[Record]:
        records = [listing.record_of(self.store, "room", id_) for id_ in self.lines]
        found = [record for record in records if record is not None and record.section == section]
        assert sorted(record.id for record in found) == sorted(self.names(section))
        return found

    def names(self, section: str) -> list[str]:
        return [id_ for id_, line in self.lines.items() if line.section == section]

    def count(self, section: str) -> Count:
        names = self.names(section)
        return Count(len(names), sum(self.lines[id_].unread > 0 for id_ in names))


TestLists = Lists.TestCase
TestLists.settings = settings(max_examples=50, stateful_step_count=30)


def test_records_come_in_the_order_they_were_asked_for_and_missing_ones_are_none(store: Connection) -> None:
    for id_ in "abc":
        entries.write(store, Line("room", id_, "messages", 0, 0, 0, id_.upper()), None)
    c, b, a = listing.keys(store, "messages")
    assert [record and record.title for record in listing.records(store, [b, 999, c, a])] == ["B", None, "C", "A"]


def test_a_line_that_is_written_again_keeps_its_key_and_the_marketplaces_copy(store: Connection) -> None:
    entries.write(store, Line("room", "a", "messages", 1, 0, 0, "first"), b"copy")
    (key,) = listing.keys(store, "messages")
    entries.write(store, Line("room", "a", "messages", 2, 0, 0, "second"), None)
    assert list(listing.keys(store, "messages")) == [key]
    assert entries.body_of(store, "room", "a") == b"copy"


def test_no_more_than_the_first_are_read(store: Connection) -> None:
    for at in range(5):
        entries.write(store, Line("room", str(at), "messages", at, 0, 0, ""), None)
    assert [record.at for record in listing.first(store, "messages", 2)] == [4, 3]

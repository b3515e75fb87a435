"""The outbox: order within a lane, holds, and the one line between what can be taken back and what cannot."""

import hashlib
from dataclasses import dataclass

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop.changes import NOTHING
from desktop.local import dispatch, listing, outbox, receipts
from desktop.local.outbox import Order, Standing
from desktop.local.store import Connection
from marketplace.contract.commands import ReadRoom, SendMessage
from marketplace.contract.entities import Receipt
from marketplace.contract.ids import CommandId, MessageId, RoomId
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.things import MORNING, NOW, a_store_in_memory

NO = Refusal(name="wrong_state")


def a_message_to(room: str, id_: str, hold: int = 0) -> Order:
    """An order to say something in a room, which is its lane."""
    command = SendMessage(room=RoomId(room), message=MessageId(f"m-{id_}"), text=id_)
    return Order(CommandId(id_), command, room, "room", room, f"Message: {id_}", hold=hold)


def a_receipt(id_: str, seq: int) -> Receipt:
    """The marketplace has carried it out."""
    return Receipt(command=CommandId(id_), seq=seq, at=MORNING)


def put(store: Connection, *orders: Order) -> None:
    """Enqueue some."""
    for order in orders:
        dispatch.enqueue(store, order, NOW)


def due(store: Connection, now: int = NOW, passed_over: tuple[str, ...] = ()) -> str | None:
    """The id of what may go now."""
    item = outbox.next_due(store, now, passed_over)
    return None if item is None else item.id


# --- order ------------------------------------------------------------------------------------------------


def test_the_oldest_goes_first(store: Connection) -> None:
    put(store, a_message_to("x", "1"), a_message_to("y", "2"))
    assert due(store) == "1"


def test_a_lane_that_rests_does_not_stop_the_others(store: Connection) -> None:
    put(store, a_message_to("x", "1"), a_message_to("x", "2"), a_message_to("y", "3"))
    assert due(store, passed_over=("x",)) == "3"


def test_what_is_held_stops_its_own_lane_only(store: Connection) -> None:
    put(store, a_message_to("x", "1", hold=10_000), a_message_to("x", "2"), a_message_to("y", "3"))
    assert due(store) == "3"


def test_what_is_held_goes_when_its_time_has_come_and_not_a_millisecond_before(store: Connection) -> None:
    put(store, a_message_to("x", "1", hold=10_000))
    assert (due(store, NOW + 9_999), due(store, NOW + 10_000)) == (None, "1")


def test_what_is_held_cannot_begin_to_go_out_whoever_asks(store: Connection) -> None:
    put(store, a_message_to("x", "1", hold=10_000))
    assert not dispatch.begin(store, "1", NOW + 9_999)
    assert dispatch.begin(store, "1", NOW + 10_000)


def test_a_refused_command_never_holds_up_its_lane(store: Connection) -> None:
    put(store, a_message_to("x", "1"), a_message_to("x", "2"))
    dispatch.begin(store, "1", NOW)
    dispatch.refuse(store, "1", NO, NOW)
    assert due(store) == "2"


def test_a_command_whose_answer_is_unknown_is_sent_again_before_its_lane_goes_on(store: Connection) -> None:
    put(store, a_message_to("x", "1"), a_message_to("x", "2"))
    dispatch.begin(store, "1", NOW)
    assert due(store) == "1"


# --- taking back ------------------------------------------------------------------------------------------


def test_what_has_not_begun_to_go_out_is_taken_back_and_never_goes(store: Connection) -> None:
    put(store, a_message_to("x", "1", hold=10_000))
    assert dispatch.take_back(store, "1", NOW)
    assert not dispatch.begin(store, "1", NOW + 20_000)
    assert due(store, NOW + 20_000) is None


def test_what_waits_for_a_connection_is_taken_back_long_after_the_undo_has_gone(store: Connection) -> None:
    put(store, a_message_to("x", "1", hold=10_000))
    assert dispatch.take_back(store, "1", NOW + 86_400_000)
    assert outbox.get(store, "1") is None


def test_what_may_have_gone_out_stays(store: Connection) -> None:
    put(store, a_message_to("x", "1"))
    dispatch.begin(store, "1", NOW)
    assert dispatch.take_back(store, "1", NOW) == NOTHING
    assert due(store) == "1"


def test_a_refused_command_can_be_put_away(store: Connection) -> None:
    put(store, a_message_to("x", "1"))
    dispatch.refuse(store, "1", NO, NOW)
    assert dispatch.take_back(store, "1", NOW)
    assert outbox.standing(store) == Standing(0, 0)


def test_what_never_was_cannot_be_taken_back(store: Connection) -> None:
    assert dispatch.take_back(store, "nothing", NOW) == NOTHING


# --- answers ----------------------------------------------------------------------------------------------


def test_an_answered_command_stays_until_the_mirror_has_caught_up_with_its_receipt(store: Connection) -> None:
    put(store, a_message_to("x", "1"))
    dispatch.settle(store, "1", a_receipt("1", seq=7))
    assert outbox.settled_up_to(store, 6) == []
    assert [item.id for item in outbox.settled_up_to(store, 7)] == ["1"]
    assert outbox.get(store, "1") is None


def test_a_receipt_is_kept_for_good(store: Connection) -> None:
    put(store, a_message_to("x", "1"))
    frozen = outbox.get(store, "1")
    assert frozen is not None
    dispatch.settle(store, "1", a_receipt("1", seq=7))
    outbox.settled_up_to(store, 7)
    (kept,) = receipts.in_order(store)
    assert kept[:5] == ("1", "send_message", "Message: 1", 7, NOW)
    assert kept.sha256 == hashlib.sha256(frozen.body).hexdigest()


def test_quiet_commands_are_neither_listed_nor_counted_nor_a_trouble_when_refused(store: Connection) -> None:
    command = ReadRoom(room=RoomId("x"), position=1)
    put(store, Order(CommandId("1"), command, "x", "room", "x", "Read"))
    assert outbox.standing(store) == Standing(0, 0)
    assert listing.counts(store) == {}
    dispatch.refuse(store, "1", NO, NOW)
    assert outbox.get(store, "1") is None


@pytest.mark.parametrize(("step", "line"), [("put", ("waiting", 1, 0)), ("refuse", ("refused", 0, 1))])
def test_a_command_stands_in_the_outbox_as_it_is(store: Connection, step: str, line: tuple[str, int, int]) -> None:
    put(store, a_message_to("x", "1"))
    if step == "refuse":
        dispatch.refuse(store, "1", NO, NOW)
    (record,) = listing.first(store, "outbox", 10)
    assert (record.state, record.pending, record.unread) == line
    assert outbox.standing(store) == Standing(line[1], line[2])


def test_the_next_hold_to_end_is_that_of_the_first_in_each_lane(store: Connection) -> None:
    put(store, a_message_to("x", "1", hold=5_000), a_message_to("x", "2"), a_message_to("y", "3", hold=9_000))
    assert outbox.held_until(store) == NOW + 5_000
    assert outbox.held_until(store, ("x",)) == NOW + 9_000
    assert outbox.held_until(store, ("x", "y")) is None


# --- any order of steps -----------------------------------------------------------------------------------


@dataclass
class Row:
    """A command in the model."""

    id: str
    lane: str
    not_before: int
    body: bytes
    state: str = "waiting"

    @property
    def is_going(self) -> bool:
        return self.state in {"waiting", "sent"}


lanes = st.sampled_from("xyz")
numbers = st.integers(0, 30)


class Outbox(RuleBasedStateMachine):
    """The model is a list in the order of writing; a time that only we move."""

    def __init__(self) -> None:
        super().__init__()
        self.store = a_store_in_memory()
        self.now = NOW
        self.rows: list[Row] = []
        self.delivered: list[str] = []
        self.taken_back: set[str] = set()

    def teardown(self) -> None:
        self.store.close()

    @rule(lane=lanes, hold=st.sampled_from([0, 0, 5_000]))
    def put(self, lane: str, hold: int) -> None:
        id_ = f"{len(self.rows) + len(self.taken_back)}"
        dispatch.enqueue(self.store, a_message_to(lane, id_, hold), self.now)
        item = outbox.get(self.store, id_)
        assert item is not None
        self.rows.append(Row(id_, lane, self.now + hold, item.body))

    @rule(seconds=st.integers(1, 6))
    def time_passes(self, seconds: int) -> None:
        self.now += seconds * 1000

    @rule(resting=st.sets(lanes, max_size=2), outcome=st.sampled_from(["settle", "refuse", "no answer"]))
    def deliver(self, resting: set[str], outcome: str) -> None:
        item = outbox.next_due(self.store, self.now, resting)
        expected = self.next_due(resting)
        assert (item and item.id) == (expected and expected.id)
        if item is None or expected is None:
            return
        assert item.body == expected.body
        assert dispatch.begin(self.store, item.id, self.now)
        expected.state = "sent"
        if outcome == "settle":
            dispatch.settle(self.store, item.id, a_receipt(item.id, len(self.delivered)))
            expected.state = "answered"
            self.delivered.append(item.id)
        elif outcome == "refuse":
            dispatch.refuse(self.store, item.id, NO, self.now)
            expected.state = "refused"

    @rule(number=numbers)
    def take_back(self, number: int) -> None:
        row = next((row for row in self.rows if row.id == str(number)), None)
        may = row is not None and row.state in {"waiting", "refused"}
        assert bool(dispatch.take_back(self.store, str(number), self.now)) is may
        if may and row is not None:
            self.rows.remove(row)
            self.taken_back.add(row.id)

    @rule()
    def mirror_catches_up(self) -> None:
        expected = [row.id for row in self.rows if row.state == "answered"]
        assert [item.id for item in outbox.settled_up_to(self.store, len(self.delivered))] == expected
        for row in self.rows:
            if row.state == "answered":
                row.state = "gone"

    @invariant()
    def the_rows_are_those_of_the_model(self) -> None:
        rows = self.store.execute("select id, state, body from outbox order by position").fetchall()
        assert rows == [(row.id, row.state, row.body) for row in self.rows if row.state != "gone"]

    @invariant()
    def those_a_person_waits_for_are_counted(self) -> None:
        waiting, refused = sum(row.is_going for row in self.rows), sum(row.state == "refused" for row in self.rows)
        assert outbox.standing(self.store) == Standing(waiting, refused)

    @invariant()
    def each_lane_was_delivered_in_its_order(self) -> None:
        lane_of = {row.id: row.lane for row in self.rows}
        for lane in "xyz":
            numbers_ = [int(id_) for id_ in self.delivered if lane_of.get(id_) == lane]
            assert numbers_ == sorted(numbers_)
        assert not self.taken_back & set(self.delivered)

    def next_due(self, resting: set[str]) -> Row | None:
        heads: dict[str, Row] = {}
        for row in self.rows:
            if row.is_going:
                heads.setdefault(row.lane, row)
        free = (row for row in heads.values() if row.not_before <= self.now and row.lane not in resting)
        return min(free, key=lambda row: int(row.id), default=None)


TestOutbox = Outbox.TestCase

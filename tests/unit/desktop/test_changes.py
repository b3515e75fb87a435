"""What changed, told to whoever shows it."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.changes import NOTHING, ChangeBus, Changes

things = st.frozensets(st.tuples(st.sampled_from(["room", "draft"]), st.sampled_from("ab")))
changes = st.builds(
    Changes,
    sections=st.frozensets(st.sampled_from(["outbox", "drafts"])),
    things=things,
    notifications=st.booleans(),
    documents=st.frozensets(st.just("policy")),
)


@given(changes, changes, changes)
def test_changes_add_up_in_any_grouping_and_nothing_adds_nothing(a: Changes, b: Changes, c: Changes) -> None:
    assert (a | b) | c == a | (b | c)
    assert a | b == b | a
    assert a | NOTHING == a


@given(changes, changes)
def test_a_sum_is_something_where_one_of_its_parts_is(a: Changes, b: Changes) -> None:
    assert bool(a | b) is (bool(a) or bool(b))


def test_everybody_is_told_in_order_and_nobody_of_nothing() -> None:
    bus, heard = ChangeBus(), list[tuple[str, Changes]]()
    bus.subscribe(lambda change: heard.append(("first", change)))
    bus.subscribe(lambda change: heard.append(("second", change)))
    news = Changes(notifications=True)
    bus.publish(NOTHING)
    bus.publish(news)
    assert heard == [("first", news), ("second", news)]


def test_who_subscribes_while_others_are_told_hears_the_next() -> None:
    bus, heard = ChangeBus(), list[Changes]()
    bus.subscribe(lambda _change: bus.subscribe(heard.append) if not heard else None)
    bus.publish(Changes(notifications=True))
    assert heard == []
    bus.publish(Changes(sections=frozenset({"outbox"})))
    assert heard[:1] == [Changes(sections=frozenset({"outbox"}))]

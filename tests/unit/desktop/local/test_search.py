"""Search: everything that was written or said is found by its words, and only what is there now."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop.local import dispatch, drafts, mirror, search
from desktop.local.drafts import Fields
from desktop.local.outbox import Order
from desktop.local.store import Connection
from marketplace.contract.commands import DeclineInvitation, SendMessage
from marketplace.contract.entities import AnyEntity, Gone, InvitationState
from marketplace.contract.ids import CommandId, InvitationId, MessageId, RoomId
from tests.unit.desktop.things import (
    NOW,
    a_client,
    a_job,
    a_message,
    a_page,
    a_proposal,
    a_room,
    a_store_in_memory,
    an_invitation,
)


def found(store: Connection, words: str, section: str | None = None) -> list[tuple[str, str]]:
    """What is found when nothing waits to be taken in."""
    while search.take_in(store, 3):
        pass
    return [(record.kind, record.id) for record in search.find(store, words, 50, section)]


def test_what_came_from_a_client_who_is_blocked_is_not_found(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation("i1"), an_invitation("i2", message="Quick money!"), a_room("talk")))
    mirror.write_page(store, a_page(a_message("m1", room=RoomId("talk"), text="Quick money again!"), next_=2))
    before = found(store, "quick money")
    block = DeclineInvitation(invitation=InvitationId("i1"), reason="spam", block=True)
    dispatch.enqueue(store, Order(CommandId("c1"), block, "i1", "invitation", "i1", "Declined"), NOW)
    assert (set(before), found(store, "quick money")) == ({("invitation", "i2"), ("room", "talk")}, [])


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("gearbox", [("invitation", "i1")]),
        ("GEARBOX übersetzung", [("invitation", "i1")]),
        ("ubersetzung", [("invitation", "i1")]),
        ("gear", [("invitation", "i1")]),
        ("box", []),
        ("quarterly report", [("invitation", "i2")]),
        ("report quarterly", [("invitation", "i2")]),
        ("quarterly gearbox", []),
        ("nordwind", [("invitation", "i1")]),
        ("samples", [("proposal", "p1")]),
        ("tomorrow", [("room", "room")]),
    ],
)
def test_things_are_found_by_what_is_written_in_them(store: Connection, words: str, things: list[object]) -> None:
    german = an_invitation(
        "i1",
        message="Die Übersetzung eilt.",
        job=a_job(title="Gearbox manual"),
        client=a_client(name="Nordwind Energie"),
    )
    english = an_invitation("i2", job=a_job(title="Accounts", description="The quarterly report."))
    proposal = a_proposal("p1", job=a_job(title="Menu", description=""), cover_letter="As the samples show.")
    room = a_room(client=a_client(name="Somebody"), job=a_job(title="Menu", description=""))
    message = a_message("m1", text="Could you begin tomorrow?")
    mirror.write_page(store, a_page(german, english, proposal, room, message))
    assert found(store, words) == things


@pytest.mark.parametrize("words", ["", "  ", "-", "* OR", '"', "NEAR(", "title:gear", "a:b", "'", "\0", "(" * 50])
def test_whatever_is_typed_means_itself(store: Connection, words: str) -> None:
    mirror.write_page(store, a_page(an_invitation(message="Are you free?")))
    assert found(store, words) == []


def test_only_a_section_is_searched_where_one_is_named(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation("i1"), a_proposal("p1")))
    assert found(store, "gearboxes", "submitted") == [("proposal", "p1")]


def test_what_stands_in_no_list_is_not_found(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation(state=InvitationState.ACCEPTED)))
    assert found(store, "gearboxes") == []


def test_a_draft_is_found_by_what_it_says_now(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation(job=a_job(title="Menu", description=""), message="")))
    draft = drafts.open_for(store, "invitation", direct=False)
    draft = drafts.save(store, draft._replace(fields=Fields(cover_letter="Yesterday", answers=("Weekends",))), NOW)
    assert found(store, "yesterday") == found(store, "weekends") == [("draft", draft.id)]
    drafts.save(store, draft._replace(fields=Fields(cover_letter="Today")), NOW)
    assert found(store, "yesterday") == []
    assert found(store, "today") == [("draft", draft.id)]


def test_what_waits_to_be_said_is_found_as_well(store: Connection) -> None:
    mirror.write_page(store, a_page(a_room()))
    command = SendMessage(room=RoomId("room"), message=MessageId("m"), text="Unmistakable words")
    dispatch.enqueue(store, Order(CommandId("c"), command, "room", "room", "room", "Message"), NOW)
    assert ("command", "c") in found(store, "unmistakable")


def test_what_has_gone_is_not_found(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation("i1"), a_room(), a_message("m1", text="Farewell")))
    assert len(found(store, "gearboxes")) == 2
    assert found(store, "farewell") == [("room", "room")]
    mirror.write_page(store, a_page(Gone(kind="invitation", id="i1"), Gone(kind="message", id="m1"), next_=2))
    assert found(store, "gearboxes") == [("room", "room")]
    assert found(store, "farewell") == []


def test_a_copy_that_is_let_go_of_is_not_found_and_the_next_one_is(store: Connection) -> None:
    page = a_page(*(an_invitation(f"i{number}") for number in range(20)), a_room(), a_message("m1", text="Farewell"))
    mirror.write_page(store, page)
    assert len(found(store, "gearboxes")) == 21
    mirror.forget(store)
    assert found(store, "gearboxes") == found(store, "farewell") == []
    mirror.write_page(store, page)
    assert len(found(store, "gearboxes")) == 21
    assert found(store, "farewell") == [("room", "room")]


def test_a_text_of_any_length_is_taken_in_up_to_a_bound(store: Connection) -> None:
    mirror.write_page(store, a_page(an_invitation(message="first " + "word " * 50_000 + "last")))
    assert found(store, "first")
    assert found(store, "last") == []


# --- against the plainest search there is ------------------------------------------------------------------

WORDS = ("turbine", "menu", "Übersetzung", "café", "samples")
texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
FOLDED = {"turbine": "turbine", "menu": "menu", "Übersetzung": "ubersetzung", "café": "cafe", "samples": "samples"}


class Searching(RuleBasedStateMachine):
    """Things come, change and go, in between some are taken in; what is found is what has the word."""

    def __init__(self) -> None:
        super().__init__()
        self.store = a_store_in_memory()
        self.texts = dict[tuple[str, str], str]()
        self.numbers = iter(range(1, 10**6))
        mirror.write_page(self.store, a_page(a_room(job=a_job(title="", description="")), next_=next(self.numbers)))

    @rule(number=st.integers(0, 5), text=texts)
    def an_invitation_comes_or_changes(self, number: int, text: str) -> None:
        job = a_job(title="", description="", skills=())
        self._write(an_invitation(f"i{number}", job=job, message=text, version=number))
        self.texts["invitation", f"i{number}"] = text

    @rule(number=st.integers(0, 5), text=texts)
    def something_is_said(self, number: int, text: str) -> None:
        self._write(a_message(f"m{number}", number, text=text, author_name=""))
        self.texts["message", f"m{number}"] = text

    @rule(kind=st.sampled_from(["invitation", "message"]), number=st.integers(0, 5))
    def something_goes(self, kind: str, number: int) -> None:
        self._write(Gone(kind=kind, id=f"{kind[0]}{number}"))
        self.texts.pop((kind, f"{kind[0]}{number}"), None)

    @rule(most=st.integers(0, 3))
    def some_are_taken_in(self, most: int) -> None:
        search.take_in(self.store, most)

    @invariant()
    def every_word_finds_what_has_it(self) -> None:
        for word in WORDS:
            has = {key for key, text in self.texts.items() if word in text.split()}
            wanted = {key if key[0] == "invitation" else ("room", "room") for key in has}
            assert set(found(self.store, FOLDED[word])) == wanted, word

    def _write(self, thing: AnyEntity) -> None:
        mirror.write_page(self.store, a_page(thing, next_=next(self.numbers)))

    def teardown(self) -> None:
        self.store.close()


TestSearching = Searching.TestCase

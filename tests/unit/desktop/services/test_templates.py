"""Templates: kept, exchanged as plain files, and filled with what is known of job, client and writer."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import AppError
from desktop.local.drafts import Fields
from desktop.local.templates import Template
from desktop.presenters.wording import compositions
from desktop.services import templates as services
from desktop.services.composer import flaws
from desktop.services.templates import Templates, known
from desktop.services.templating import LONGEST
from marketplace.contract.commands import AcceptInvitation
from marketplace.contract.ids import InvitationId, ProposalId
from tests.unit.desktop.services.desks import Desk
from tests.unit.desktop.services.test_composer import begun, written
from tests.unit.desktop.things import a_client, an_invitation
from tests.unit.marketplace.stories import ANA, INVITATION, Story

THANKS = Template(id="t1", name="Thank you", text="Thank you, {{client.name|all}}.", shortcut="thx")
RATES = Template(id="t2", name="Rates", text="From {{rate}} an hour.")


@pytest.fixture
def templates(desk: Desk) -> Templates:
    return Templates(desk.store)


def kept(templates: Templates, *every: Template) -> list[Template]:
    """What there is after `every` was kept."""

    async def keep() -> list[Template]:
        for each in every:
            await templates.keep(each)
        return await templates.all()

    return asyncio.run(keep())


def test_templates_are_kept_by_name(templates: Templates) -> None:
    assert kept(templates, THANKS, RATES) == [RATES, THANKS]


def test_a_changed_one_takes_its_own_place(templates: Templates) -> None:
    changed = Template(id="t1", name="Thanks", text="Thank you.")
    assert kept(templates, THANKS, RATES, changed) == [RATES, changed]


def test_one_is_taken_away(templates: Templates) -> None:
    kept(templates, THANKS, RATES)
    asyncio.run(templates.delete("t1"))
    assert asyncio.run(templates.all()) == [RATES]


# --- plain files ------------------------------------------------------------------------------------------


def test_what_is_written_into_a_folder_comes_back(templates: Templates, tmp_path: Path) -> None:
    kept(templates, THANKS, RATES)
    assert asyncio.run(templates.write_folder(tmp_path)) == 2
    assert (tmp_path / "Thank you [thx].md").read_text("utf-8") == THANKS.text
    asyncio.run(templates.delete("t1"))
    asyncio.run(templates.read_folder(tmp_path))
    assert [(each.name, each.shortcut, each.text) for each in asyncio.run(templates.all())] == [
        ("Rates", "", RATES.text),
        ("Thank you", "thx", THANKS.text),
    ]


def test_a_file_of_a_known_name_replaces_its_template(templates: Templates, tmp_path: Path) -> None:
    kept(templates, THANKS)
    (tmp_path / "Thank you.txt").write_text("Merci.", "utf-8")
    asyncio.run(templates.read_folder(tmp_path))
    assert [(each.id, each.text) for each in asyncio.run(templates.all())] == [("t1", "Merci.")]


def test_what_is_no_plain_text_is_named_and_left_out(templates: Templates, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Hello\r\nthere\0", "utf-8")
    (tmp_path / "binary.md").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "long.md").write_text("x" * (LONGEST + 1))
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found = asyncio.run(templates.read_folder(tmp_path))
    assert (found.taken, [each.text for each in asyncio.run(templates.all())]) == (1, ["Hello\nthere"])
    assert [sentence.partition("”")[0] for sentence in found.left_out] == ["“binary.md", "“folder.md", "“long.md"]


def test_a_folder_that_is_not_there_changes_nothing(templates: Templates, tmp_path: Path) -> None:
    with pytest.raises(AppError, match="Nothing was changed"):
        asyncio.run(templates.read_folder(tmp_path / "gone"))


@given(st.text(max_size=120))
def test_any_name_makes_a_file_name(name: str) -> None:
    made = services._file_name(Template(id="t", name=name))
    assert made.strip()
    assert not set(made) & set('<>:"/\\|?*\0\n')


def test_templates_of_the_same_name_get_files_of_their_own(templates: Templates, tmp_path: Path) -> None:
    kept(templates, THANKS, Template(id="t3", name="thank you", text="Thanks!", shortcut="thx"))
    folder = tmp_path / "templates"
    folder.mkdir()
    asyncio.run(templates.write_folder(folder))
    assert len(list(folder.iterdir())) == 2


# --- what is known ----------------------------------------------------------------------------------------


def test_a_hidden_name_is_not_known() -> None:
    values = known(written(Fields(), an_invitation(client=a_client(city="Hamburg"))))
    assert (values["client.name"], values["client.city"], values["job.title"]) == ("", "Hamburg", "Turbine manual")
    assert values["my.name"] == "Ana"


def test_an_unfilled_variable_blocks_sending_and_leads_to_its_place() -> None:
    found = flaws(written(Fields(cover_letter="From {{rate}} an hour", message="Hello {{name|you}}")))
    assert [(flaw.field, flaw.sentence) for flaw in found] == [
        ("cover_letter", "Fill in {{rate}}, or take it out."),
        ("message", "Fill in {{name|you}}, or take it out."),
    ]
    assert [check.words for check in compositions.checks(found)] == ["{{rate}}", "{{name|you}}"]


def test_letters_to_the_same_client_are_found_again(desk: Desk, templates: Templates, story: Story) -> None:
    story.invited()
    accept = AcceptInvitation(
        invitation=InvitationId(INVITATION), proposal=ProposalId("p1"), cover_letter="Dear team, with pleasure."
    )
    story.does(ANA, accept)

    async def look() -> list[tuple[str, str]]:
        async with desk.synced():
            found = await templates.earlier(await begun(desk))
            return [(each.proposal, each.text) for each in found]

    assert asyncio.run(look()) == [("p1", "Dear team, with pleasure.")]


def test_several_are_told_what_says_the_same_to_all_of_them(templates: Templates) -> None:
    busy = Template(id="t3", name="Busy", text="I am booked until March.")
    kept(templates, THANKS, RATES, busy)
    known_and_hidden = [an_invitation(client=a_client(name="Nordwind")), an_invitation(client=a_client(name=None))]
    assert asyncio.run(templates.filled_for_all(known_and_hidden)) == [("Busy", "I am booked until March.")]
    assert asyncio.run(templates.filled_for_all(known_and_hidden[:1])) == [
        ("Busy", "I am booked until March."),
        ("Thank you", "Thank you, Nordwind."),
    ]

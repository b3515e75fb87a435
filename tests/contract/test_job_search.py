"""Open jobs of one client are found by words, the same on every database, however many there are."""

import pytest

from marketplace.contract.commands import CloseJob
from marketplace.contract.entities import JobPost, Page
from marketplace.contract.ids import JobId
from tests.contract.places import Place, read, refused
from tests.unit.marketplace.stories import NORDWIND, TERN, a_job

TITLES = {
    "gears": "Übersetzung: Getriebe & Kupplung (100% Fachtext)",
    "crm": "CRM-Anbindung mit snake_case und C++",
    "cafe": "Menus pour un café à Zürich",
    "manga": "日本漫画翻訳の校正",
}


EVERY = {"job", *TITLES}
ASKED = {
    "getr": {"gears"},
    "GETRIEBE kupp": {"gears"},
    "fach getriebe": {"gears"},
    "100": {"gears"},
    "ubersetzung": {"gears"},
    "cafe zurich": {"cafe"},
    "Café": {"cafe"},
    "case": {"crm"},
    "翻訳": {"manga"},
    "turbine": {"job"},
    "deepl": {*TITLES},
    "german": {"job"},
    "quelltext auf crm": {"crm"},
    "": EVERY,
    " & - ": EVERY,
    "%": EVERY,
    "getriebe café": set[str](),
    "etriebe": set[str](),
    "g%e": set[str](),
    "' or 1=1 --": set[str](),
}


@pytest.fixture
def posted(place: Place) -> Place:
    for id_, title in TITLES.items():
        place.story.posts(a_job(JobId(id_), title=title, description="Quelltext auf Anfrage.", skills=("DeepL", id_)))
    place.story.posts(a_job(JobId("of-tern"), title="Getriebe"), TERN)
    return place


def found(place: Place, words: str, **query: str) -> set[str]:
    asked = {"client": "nordwind", "state": "open", "words": words, **query}
    return {post.job.id for post in read(place.ask("GET", "/v1/jobs", params=asked), Page[JobPost]).items}


def test_each_word_begins_one_of_the_job(posted: Place) -> None:
    assert {words: found(posted, words) for words in ASKED} == ASKED


def test_a_closed_job_is_not_found_among_the_open_ones(posted: Place) -> None:
    posted.story.does(NORDWIND, CloseJob(job=JobId("gears")))
    everything = read(posted.ask("GET", "/v1/jobs?client=nordwind&words=getriebe"), Page[JobPost])
    assert (found(posted, "getriebe"), [post.job.is_open for post in everything.items]) == (set(), [False])


def test_many_open_jobs_are_found_page_by_page(place: Place) -> None:
    for number in range(25):
        place.story.posts(a_job(JobId(f"many-{number:02}"), title=f"Leaflet {number:02}"))
    ids, before = list[str](), dict[str, str]()
    while True:
        query = {"client": "nordwind", "state": "open", "words": "leaflet", "limit": "10", **before}
        page = read(place.ask("GET", "/v1/jobs", params=query), Page[JobPost])
        ids += [post.job.id for post in page.items]
        if page.next is None:
            break
        before = {"before": page.next}
    assert ids == [f"many-{number:02}" for number in reversed(range(25))]


def test_a_state_that_there_is_not_is_refused(place: Place) -> None:
    assert refused(place.ask("GET", "/v1/jobs?client=nordwind&state=closed")) == (400, "malformed")

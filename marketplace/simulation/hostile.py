"""Scenes that look like attacks and must look harmless: whatever comes from outside is plain text.

Markup, text that runs the other way, letters without an end, towers of accents, emoji that are made of several,
control characters. All of it passes the rules; none of it may be interpreted, cut apart, or break a layout.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from marketplace.contract.entities import Client, FixedBudget, Party
from marketplace.contract.ids import ClientId
from marketplace.simulation.script import Answer, AnyStep, Apply, Ignore, Read, Remove, Say, Scene, See

RIGHT_TO_LEFT_OVERRIDE = "\u202e"
RIGHT_TO_LEFT_ISOLATE = "\u2067"
ZERO_WIDTH = "\u200b\u2060\ufeff"
ABOVE_AND_BELOW = "".join(map(chr, (*range(0x0300, 0x0315), *range(0x0316, 0x0330))))

MARKUP = "<b>Bold</b> & <img src='/etc/hostname' width=9999> &amp; &File"
NESTED = "<table><tr><td>" * 200 + "deep inside" + "</td></tr></table>" * 200
REVERSED = f"Invoice template {RIGHT_TO_LEFT_OVERRIDE}fdp.exe"
UNBROKEN = "Donaudampfschifffahrtsgesellschaftskapitän" * 119 + "!!"
FAMILY = "👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈🇵🇹🇩🇪👍🏿❤️‍🔥"
LONG_TITLE = ("A title that goes on, because nobody has told its author where to stop, " * 5)[:300]
CONTROLS = "".join(chr(code) for code in (*range(1, 9), 11, 12, *range(14, 32), 127, 0x85, 0x9B, 0x2028, 0x2029))


def towering(text: str, height: int = 12) -> str:
    """`text` with `height` combining marks on each letter."""
    marks = ABOVE_AND_BELOW * 2
    return "".join(
        letter + (marks[index % 20 : index % 20 + height] if letter.isalpha() else "")
        for index, letter in enumerate(text)
    )


def cast(now: datetime) -> tuple[Client, ...]:
    """Clients whose names and places are hostile, too."""
    return (
        _client(now, "markup", name="<h1>Acme & Söhne</h1>", city="<u>Graz</u> &amp;", country="Austria"),
        _client(now, "reversed", name=f"שלום {RIGHT_TO_LEFT_OVERRIDE}knab ruoY", city="חיפה", country="Israel"),
        _client(now, "unbroken", name="W" * 300, city="Llanfair" * 30, country="United Kingdom"),
        _client(now, "towering", name=towering("Zalgo Ltd"), city=towering("Cairo", 30), country="Egypt"),
        _client(now, "emoji", name=f"{FAMILY} Studio", city=f"Porto {FAMILY}", country="Portugal"),
        _client(now, "controls", name="Tab\tand\nbreak\x07 Inc", city=f"Oslo{CONTROLS}", country="Norway"),
    )


def scenes() -> Iterable[Scene]:
    """One scene for each kind of hostility; two of them lead to a conversation or a removal."""
    yield _scene(
        "markup",
        sent="5d 13h",
        title=MARKUP,
        description=f"<h1>Read this</h1><a href='#'>Accept</a><style>* {{ color: white }}</style>\n\n{NESTED}",
        message="<script>accept()</script> Dear &lt;Ana&gt;, <br><br> %s {0} ${HOME} && done",
        skills=("<i>HTML</i>", "C&&C++", "&Accept", "vector<int>"),
        questions=("Is 1 < 2 && 3 > 2?", "<input type=text value='no'>"),
        story=(
            See(ago="5d 12h"),
            Apply(ago="5d 10h", letter="I escape every <tag> & every &entity;.", answers=("Yes, it <is>.", "&no;")),
            Answer(ago="5d 3h", text="<b>Good.</b> <table><tr><td>Please start</td></tr></table> &amp; tell us &when"),
            Say(ago="5d 2h", by=Party.FREELANCER, text="<Monday> && not later."),
            Say(ago="4d 23h", text=f"{UNBROKEN[:2000]} {towering('and so on', 30)}"),
            Say(ago="4d 22h", text=f"{RIGHT_TO_LEFT_OVERRIDE}.sdrawkcab {CONTROLS}{ZERO_WIDTH} {FAMILY}" + "\n" * 40),
            Read(ago="4d 21h"),
        ),
    )
    yield _scene(
        "reversed",
        sent="6d 3h",
        title=REVERSED,
        description=f"מסמך קצר, 3 pages, {RIGHT_TO_LEFT_ISOLATE}مرحبا بالعالم (unfinished isolate) 1,234.50 $",
        message=f"שלום Ana, {RIGHT_TO_LEFT_OVERRIDE}this sentence runs the other way, and nothing ends it.",
        skills=("עברית", "العربية", f"{RIGHT_TO_LEFT_OVERRIDE}hsilgnE"),
        questions=("هل تترجم من العربية إلى الإنجليزية؟",),
    )
    yield _scene(
        "unbroken",
        sent="7d 9h",
        title=UNBROKEN[:126],
        description=UNBROKEN,
        message="a" * 5_000,
        skills=("m" * 120, "x"),
        questions=("?" * 400,),
        story=(See(ago="7d 8h"),),
    )
    yield _scene(
        "towering",
        sent="8d 12h",
        title=towering("Proofreading for an old house"),
        description=towering("He comes. The letters climb out of their line and lean on their neighbours. " * 6, 20),
        message=towering("Hello Ana, can you hear the letters?", 30),
        skills=(towering("Latin"), towering("Patience", 30)),
    )
    yield _scene(
        "emoji",
        sent="10d 14h",
        title=f"{FAMILY} Stickers for a travel agency {FAMILY}",
        description=f"Forty stickers: {FAMILY * 12}\n\n1️⃣ sketch 2️⃣ ink 3️⃣ done ✅",
        message=f"Olá Ana 👋🏽 {FAMILY}",
        skills=("🎨", f"Stickers {FAMILY}"),
        story=(Ignore(ago="10d 6h"),),
    )
    yield _scene(
        "controls",
        sent="12d 16h",
        title=LONG_TITLE,
        description=f"Column\tby\tcolumn{CONTROLS}{ZERO_WIDTH}" + "\n" * 40 + "and 40 lines down.\r\n\r\r\u2400\ufffd",
        message=f"Bell\x07, escape \x1b[31mred\x1b[0m, backspace\b\b\b, {CONTROLS}",
        skills=("new\nline", "tab\tbed"),
    )
    yield _scene(
        "removed-markup",
        client="markup",
        sent="20d 14h",
        title=f"First line\nsecond line\t<b>{RIGHT_TO_LEFT_OVERRIDE}elpmis</b>",
        description="Gone.",
        message="Gone.",
        story=(Remove(ago="20d 10h", notice="<b>issue</b> &amp; more"),),
    )


def _scene(
    key: str,
    *,
    sent: str,
    title: str,
    description: str,
    message: str,
    client: str | None = None,
    skills: tuple[str, ...] = (),
    questions: tuple[str, ...] = (),
    story: tuple[AnyStep, ...] = (),
) -> Scene:
    """A scene of `client`, or of the client with the same key, with terms that do not matter."""
    return Scene(
        key=f"hostile-{key}",
        client=f"hostile-{client or key}",
        sent=sent,
        title=title,
        category="Other",
        budget=FixedBudget(amount=Decimal(350)),
        connects=4,
        description=description,
        message=message,
        skills=skills,
        questions=questions,
        story=story,
    )


def _client(now: datetime, key: str, *, name: str, city: str, country: str) -> Client:
    return Client(
        id=ClientId(f"hostile-{key}"),
        name=name,
        city=city,
        country=country,
        member_since=(now - timedelta(days=400)).date(),
        payment_verified=True,
        spent=Decimal(1_200),
        hires=3,
        rating=Decimal("4.0"),
        reviews=2,
        last_jobs=(f"{name} again",),
    )

"""Texts that a program, or a person, could take for something else: twenty families, each with endless members.

Each says `MARK` in its first words, so that it is found again where it was cut.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle
from random import Random
from typing import NamedTuple

from desktop.models.plain import ELLIPSIS, block, one_line, without_breaks

MARK = "canary"
CUT = f"\N{ZERO WIDTH JOINER}{ELLIPSIS}"
"""Qt puts a joiner between Arabic letters and the ellipsis."""


class Bait(NamedTuple):
    """What is taken by whoever believes a text: a picture on this computer, and an address where somebody listens."""

    picture: str
    address: str


Family = Callable[[Random, Bait], str]


def _one_of(chance: Random, frames: tuple[str, ...], body: str) -> str:
    return chance.choice(frames).format(body)


def _marked(chance: Random) -> str:
    return f"{MARK} {chance.randrange(10_000)}"


def tags(chance: Random, bait: Bait) -> str:
    """Rich text that begins with what is written."""
    picture = chance.choice((f"<img src='file://{bait.picture}'>", f"<img src={bait.picture}>"))
    frames = (
        "<b>{}</b>",
        "<h1>{}</h1>",
        "<p align=right>{}",
        "<qt>{}</qt>",
        "<u><i><s>{}</s></i></u>",
        "<font size=9>{}",
    )
    return _one_of(chance, frames, f"{_marked(chance)} {picture}")


def documents(chance: Random, bait: Bait) -> str:
    """Rich text that says what it is."""
    frames = (
        "<!DOCTYPE html>{}",
        "<html><body background={{}}>{}",
        "?<xml>{}",
        "<head><title>{}</title></head>",
        "<?xml?>{}",
    )
    body = f"{_marked(chance)} <img src='{bait.address}'>"
    return _one_of(chance, frames, body).replace("{}", bait.picture)


def tables(chance: Random, _bait: Bait) -> str:
    """Towers of tables: a label that reads rich text lays them out for seconds."""
    depth = chance.randrange(5, 60)
    return f"{chance.choice(('qt.io', 'x ', ''))}<table>{_marked(chance)}" + "<table><tr><td>" * depth + "deep"


def scripts(chance: Random, bait: Bait) -> str:
    """What a browser would run."""
    frames = (
        "5 <script>{}</script>", "<svg onload=alert(1)>{}", "<iframe src='javascript:alert(1)'>{}</iframe>",
        "<a href='file:///etc/passwd'>{}</a>", "<style>* {{ color: transparent }}</style>{}",
        "<object data=x>{}</object>",
    )  # fmt: skip
    return _one_of(chance, frames, f"{_marked(chance)} <link rel=stylesheet href={bait.address}>")


def entities(chance: Random, _bait: Bait) -> str:
    """What would be read as another letter."""
    frames = (
        "&lt;b&gt;{}",
        "{} &amp;amp; &nbsp;&#10;&#x202e;",
        "{} &copy &euro; &AMP",
        "{} &lt;img src=x&gt;",
        "{} &#0;",
    )
    return _one_of(chance, frames, _marked(chance))


def mnemonics(chance: Random, _bait: Bait) -> str:
    """Ampersands that would become keys."""
    frames = ("R&D &Save {}", "{} && more", "&{}", "{} &", "{}\t&Accept\tCtrl+A", "&&&{}&&&")
    return _one_of(chance, frames, _marked(chance))


def formats(chance: Random, _bait: Bait) -> str:
    """What would be filled in."""
    frames = (
        "{{0}} %s {}",
        "%n%n%n {}",
        "{} %(password)s",
        "${{HOME}} {}",
        "{} {{title!r:>9999}}",
        "%1 %2 {} %L1",
        "{} \\x41\\n",
    )
    return _one_of(chance, frames, _marked(chance))


def directions(chance: Random, _bait: Bait) -> str:
    """Controls that make the rest of a line run the other way, or hide where it belongs."""
    control = chance.choice("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    frames = ("{{0}}{}{{0}}gpj.exe", "{} invoice{{0}}fdp.exe", "שלום {} {{0}}1,234.50 $", "{{0}}{{0}}{{0}}{}")
    return chance.choice(frames).replace("{{0}}", control).format(_marked(chance))


def invisible(chance: Random, _bait: Bait) -> str:
    """Letters that take no room."""
    nothing = chance.choice(("\u200b", "\u2060", "\ufeff", "\u00ad", "\u200c", "\u200d", "\u180e", "\u3164", "\u2063"))
    body = _marked(chance)
    return chance.choice((f"{nothing}{body}", f"{body}{nothing * 40}!", f"{body} acc{nothing}ept", f"{body}{nothing}"))


def lookalikes(chance: Random, _bait: Bait) -> str:
    """Letters of one alphabet in words of another."""
    words = ("раураl.com", "Ассерт", "ｆｕｌｌ ｗｉｄｔｈ", "𝓼𝓬𝓻𝓲𝓹𝓽", "l1I|O0", "аdmіn", "ĸıʟʟ", "ﬁle")
    return f"{_marked(chance)} {chance.choice(words)} {chance.choice(words)}"


def towers(chance: Random, _bait: Bait) -> str:
    """Marks piled up on a letter."""
    marks = "".join(chr(chance.randrange(0x0300, 0x0370)) for _ in range(chance.randrange(5, 200)))
    return f"{_marked(chance)} Z{marks}algo"


def long_runs(chance: Random, _bait: Bait) -> str:
    """A word without an end."""
    letter = chance.choice(("W", "i", "日", "\u0627", "👩‍🚀", "-", "_", "."))
    return f"{_marked(chance)} {letter * chance.randrange(200, 3_000)}"


def long_texts(chance: Random, _bait: Bait) -> str:
    """Very many words."""
    return f"{_marked(chance)} " + "word after word " * chance.randrange(100, 600)


def line_breaks(chance: Random, _bait: Bait) -> str:
    """Lines where there should be one."""
    ends = chance.choice(("\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"))
    return f"{_marked(chance)} first{ends}second{ends * chance.randrange(1, 60)}last"


def white_space(chance: Random, _bait: Bait) -> str:
    """Much of nothing."""
    space = chance.choice((" ", "\t", "\u00a0", "\u3000", "\u2003", "\u1680"))
    return f"{space * 30}{_marked(chance)}{space * chance.randrange(2, 400)}end"


def controls(chance: Random, _bait: Bait) -> str:
    """What a terminal would obey."""
    codes = [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160)]
    noise = "".join(chr(chance.choice(codes)) for _ in range(chance.randrange(1, 30)))
    return f"{_marked(chance)} \x1b[31mred\x1b[0m {noise} \b\b\b\x07"


def halves(chance: Random, _bait: Bait) -> str:
    """Halves of characters, as JSON can carry them, and what no text should hold."""
    odd = chance.choice(("\ud800", "\udfff", "\ud83d", "\0", "\ufffe", "\uffff", "\U0010ffff", "\ufff9a\ufffab\ufffb"))
    return f"{_marked(chance)} {odd}{odd} {odd * chance.randrange(1, 20)}"


def emoji(chance: Random, _bait: Bait) -> str:
    """Pictures that are made of several."""
    some = (
        "👩🏽‍🚀",
        "👨‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇵🇹🇩🇪",
        "👍🏿",
        "❤️‍🔥",
        "1️⃣",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    )
    return f"{_marked(chance)} {''.join(chance.choices(some, k=chance.randrange(1, 80)))}"


def paths(chance: Random, bait: Bait) -> str:
    """What looks like a file."""
    some = (
        "../../etc/passwd",
        "C:\\Windows\\system32\\calc.exe",
        "\\\\host\\share",
        "CON",
        "file.txt.lnk",
        "~/.ssh/id_rsa",
        bait.picture,
    )
    return f"{_marked(chance)} {chance.choice(some)}/{chance.choice(some)}"


def addresses(chance: Random, bait: Bait) -> str:
    """What looks like a link."""
    some = (
        "javascript:alert(1)", "file:///etc/passwd", "smb://host/x", "data:text/html,<b>x", "ms-settings:",
        bait.address,        "https://xn--80ak6aa92e.com", "https://user:pass@paypal.com@evil.example/",
        "bellhop:invitation/1", "mailto:a@b?bcc=c",
    )  # fmt: skip
    return f"{_marked(chance)} {chance.choice(some)} {chance.choice(some)}"


FAMILIES: tuple[Family, ...] = (
    tags, documents, tables, scripts, entities, mnemonics, formats, directions, invisible, lookalikes, towers,
    long_runs, long_texts, line_breaks, white_space, controls, halves, emoji, paths, addresses,
)  # fmt: skip


def texts(bait: Bait, chance: Random, times: int) -> Iterator[str]:
    """So many texts, no two alike, of each family in turn."""
    told = set[str]()
    families = cycle(FAMILIES)
    while len(told) < times:
        family = next(families)
        while (text := family(chance, bait)) in told:
            pass
        told.add(text)
        yield text


# --- whether they are shown as they are ------------------------------------------------------------------------


def is_piece(line: str, text: str) -> bool:
    """Whether a line holds `text`, or is a piece of it."""
    piece = _letters(line).rstrip(ELLIPSIS)
    return any(piece in expected for expected in _expected(text)) or is_literal(line, text)


@cache
def is_literal(found: str, text: str) -> bool:
    """Whether `text` stands there as it is, or as much of it as there was room for."""
    return any(_is_told(expected, _letters(found)) for expected in _expected(text))


def _is_told(expected: str, met: str) -> bool:
    begun = met.find(expected[:8])
    head, cut, _ = met[max(0, begun) :].partition(ELLIPSIS)
    return expected in met or (begun >= 0 and bool(cut) and expected.startswith(head))


@cache
def _expected(text: str) -> tuple[str, str]:
    """On several lines, and on one, where some controls are white space."""
    return _letters(block(text)), _letters(one_line(text, len(text)))


def _letters(text: str) -> str:
    """`text` without places to break lines, with one space for any white space, and alike in upper and lower case."""
    return " ".join(without_breaks(text).replace(CUT, ELLIPSIS).split()).casefold()

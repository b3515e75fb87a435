"""Letters that are hidden or apart, read as the words they make: leet, spaces between letters, gaps in names.

Each disguise says where it might be (`*_places`), cheaply, and how a part of the text reads without it.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice

from marketplace.contract.contact.hosts import providers
from marketplace.contract.contact.reading import Edit, Reading, apart, occurrences
from marketplace.contract.contact.words import PLAIN, asking, lexicon, services

Span = tuple[int, int]
# --- leet -------------------------------------------------------------------------------------------------

_SIGNS = "0134579@$!|8\u20ac\u00a3"
_ALPHABETS = tuple(str.maketrans(_SIGNS, letters) for letters in ("oleastgasiibel", "oieastgasllbel", "oyeastgasiibel"))
_CYRILLIC = tuple(str.maketrans("01346@", letters) for letters in ("оізчба", "оизаба", "оиеаба"))
_LEET = r"a-z\u0430-\u0454\u04560-9@$!|\u20ac\u00a3"
_LEET_WORD = re.compile(rf"(?<![\w@.])[{_LEET}]{{0,15}}[a-z\u0430-\u0454\u0456$@][{_LEET}]{{0,15}}(?![\w@])")
_SIGNS_AS_LETTERS = "$!|@\u20ac\u00a3"
_SIGN_AS_LETTER = re.compile(rf"[{_SIGNS_AS_LETTERS}](?=[a-z]+(?![a-z.]))(?<![\s@]@)")
_ASKING = frozenset("CscENYGORWVPUHQIXxD")
LONGEST_LEET = 16
SHORTEST_FOREIGN = 4  # letters, of words that are not English: shorter ones are often numbered things
MOST_SIGNS = 2_500
LONGEST_RUN = 120
_HOSTS = frozenset({"gmail", "yahoo", "hotmail", "outlook", "com", "org", "net", "proton", "dot", "at"})


def leet_places(text: str, leet: list[str]) -> list[Span]:
    """Words of contact in which digits and signs stand for letters; `leet` are those with digits alone."""
    words = {*leet, *_signed(text)}
    return [(at, at + len(word)) for word in words for at in islice(occurrences(text, word), MOST_SIGNS)]


def _signed(text: str) -> Iterator[str]:
    """Words of contact in which signs stand for letters."""
    if any(sign in text for sign in _SIGNS_AS_LETTERS):
        signed = {_around(text, sign.start()) for sign in islice(_SIGN_AS_LETTER.finditer(text), MOST_SIGNS)}
        yield from (word for word in signed if meant(word))


def _around(text: str, place: int) -> str:
    found = _LEET_WORD.search(text, max(0, place - LONGEST_LEET), place + LONGEST_LEET)
    while found is not None and found.end() <= place:
        found = _LEET_WORD.search(text, found.end(), place + LONGEST_LEET)
    return found[0] if found is not None else ""


def unleeted(reading: Reading) -> Reading:
    """Those words in letters."""
    return reading.respelled(_LEET_WORD.sub(_plain_word, reading.text))


def _plain_word(found: re.Match[str]) -> str:
    return meant(found[0]) or found[0]


def lettered(host: str) -> str:
    """A host's name with letters for its digits: `t.m3`."""
    return host.translate(_ALPHABETS[1])


def meant(word: str) -> str | None:
    """The word of contact that `word` is in letters."""
    if word.isalpha() or not 2 <= len(word) <= LONGEST_LEET:
        return None
    is_latin = _has_latin(word)
    known = lexicon("en" if is_latin else "uk")
    for alphabet in _ALPHABETS if is_latin else _CYRILLIC:
        plain = word.translate(alphabet)
        if plain.isalpha() and (plain in _HOSTS or not _ASKING.isdisjoint(known[plain])):
            return plain
        if len(word) >= SHORTEST_FOREIGN and plain in asking():
            return plain
    return None


def _has_latin(word: str) -> bool:
    return any("a" <= letter <= "z" for letter in word) or not any(letter.isalpha() for letter in word)


# `s`, `b` and `z` only inside: `10s` are seconds.
_INSIDE = r"(?:[\doil]|[sbz](?=-?[\doilsbz]))"
_LETTER_DIGITS = re.compile(rf"(?<![a-z\d])(?=[oil]{{0,4}}\d)(?=\d{{0,15}}[a-z]){_INSIDE}{{1,30}}(?![a-z\d])")
_DIGIT_WORD = re.compile(rf"(?:{_INSIDE}|-){{2,30}}")
_AS_DIGIT_WORD = re.compile(r"(?=.*\d)[sbz\d][\doilsbz]+")
_AS_DIGITS = str.maketrans("oilsbz", "011582")


# Several groups of them: `51Z 55S 0l47`; groups that only end with a letter are measures.
_AS_DIGITS_APART = re.compile(r"(?<![a-z\d])(?:[\doilsbz]{2,7}[ .-]){1,4}[\doilsbz]{2,7}(?![a-z\d])")
_GROUPS = re.compile("[ .-]")
_LETTER_WITHIN = re.compile(r"(?<![a-z\d])(?:[oilsbz]+\d|\d+[oil]+\d)")


def are_as_digits(word: str) -> bool:
    """Whether letters among its digits pass for digits: `o8oo`."""
    return _DIGIT_WORD.fullmatch(word) is not None or _AS_DIGIT_WORD.fullmatch(word) is not None


def digit_places(text: str) -> list[Span]:
    """Where such letters are."""
    apart = (found for found in islice(_AS_DIGITS_APART.finditer(text), MOST_RUNS) if _is_number_apart(found[0]))
    return [found.span() for found in chain(_LETTER_DIGITS.finditer(text), apart)]


def _is_number_apart(groups: str) -> bool:
    """Whether there is a digit in each group, and in one a letter before a digit."""
    return _LETTER_WITHIN.search(groups) is not None and all(
        any(sign.isdigit() for sign in group) for group in _GROUPS.split(groups)
    )


def with_digits(reading: Reading) -> Reading:
    """Those letters as digits."""
    text = _AS_DIGITS_APART.sub(
        lambda found: found[0].translate(_AS_DIGITS) if _is_number_apart(found[0]) else found[0], reading.text
    )
    return reading.respelled(_LETTER_DIGITS.sub(lambda found: found[0].translate(_AS_DIGITS), text))


# --- letters apart ----------------------------------------------------------------------------------------

_SIGN = r"[.*~|/,_\u2022\u00b7-]"
# Each character belongs to one part, and what a part took it keeps: there is one way to read a run.
_SPELLED = r"(?>[^\W_](?:(?P=gap)|(?!(?P=gap))(?: @ |[.@](?P=gap)?))|[.@_+:-](?P=gap)?)"
_APART = re.compile(rf"(?<!\w)[^\W_](?P<gap>[ \t]{{1,3}}|[ ]?{_SIGN}[ ]?){_SPELLED}+[^\W_](?!\w)")
_FIRST_WORDS = frozenset(
    {"email", "phone", "mail", "mobile", "number", "contact", "call", "send", "give", "text", "add", "my", "me", "your"}
)
_THREE_LETTERS = re.compile(r"[^\W\d_](?:[\W\d_]*[^\W\d_]){2}")
MOST_RUNS = 1_500


def apart_places(text: str) -> list[Span]:
    """Runs of single letters."""
    return [run.span() for run in islice(_APART.finditer(text), MOST_RUNS) if _is_spelled(run)]


# It begins where no other letter stands by itself before it: a long run is looked at once, and not from each letter.
_WORDS_APART = re.compile(r"(?<!\w)(?<!\W[^\W_] )(?>[^\W_](?: [^\W_])+)(?> {2,4}[^\W_](?: [^\W_])*){1,12}(?!\w)")


def _words_apart(reading: Reading) -> Reading:
    """`a t   g m a i l`, with wider gaps between the words."""
    edits: list[Edit] = []
    if "  " not in reading.text:
        return reading
    for run in _WORDS_APART.finditer(reading.text):
        if _is_spelled(run):
            gaps = re.finditer(" +", run[0])
            edits += [(run.start() + gap.start(), run.start() + gap.end(), " "[: len(gap[0]) - 1]) for gap in gaps]
    return reading.rewritten(edits)


def joined_letters(reading: Reading) -> Reading:
    """`t e l e g r a m` and `w.h.a.t.s.a.p.p` as words; runs of digits stay as they are."""
    reading = _words_apart(reading)
    return reading.rewritten(
        [edit for run in _APART.finditer(reading.text) if _is_spelled(run) for edit in _closed_up(run)]
    )


def _is_spelled(run: re.Match[str]) -> bool:
    return _THREE_LETTERS.search(run[0]) is not None


def _closed_up(run: re.Match[str]) -> list[Edit]:
    """Every gap goes, but for one behind the name of a service."""
    gap = run["gap"]
    ends = _word_ends(run[0].replace(gap, "")[:LONGEST_RUN])
    edits: list[Edit] = []
    letters = here = 0
    for found in re.finditer(re.escape(gap), run[0]):
        letters += found.start() - here
        here = found.end()
        edits.append((run.start() + found.start(), run.start() + here, " " if letters in ends else ""))
    return edits


def _word_ends(letters: str) -> set[int]:
    """Where words of contact end in a run of letters, as far as it can be read as such words from its beginning."""
    known = lexicon("en")
    reached: dict[int, set[int]] = {0: set()}
    for start in range(len(letters)):
        if start in reached:
            for end in range(start + 1, min(len(letters), start + LONGEST_LEET) + 1):
                word = letters[start:end]
                if end not in reached and word.isalpha() and known.get(word, PLAIN) != PLAIN:
                    reached[end] = reached[start] | {end}
    best = reached[max(reached)]
    return best if any(letters[:end] in services() or letters[:end] in _FIRST_WORDS for end in best) else set()


# --- names with a gap -------------------------------------------------------------------------------------

_GAPPED = re.compile(
    r"\b(?:sk ?y ?pe|wha?ts? ?app?|tele ?gr?am|insta ?gram|g ?mail|vi ?ber|dis ?cord|sig ?nal"
    r"|disc ?ord|discor ?d|teleg ?ram|tel ?egram|what ?sapp|insta ?gr ?am|hot ?mail"
    r"|ph ?one|num ?ber|what ?s ?a ?pp|te ?le ?gram|link ?edin|face ?book)\b"
)
# The last piece of such a name, and the first ones without which it is a word like others.
HALVES = {
    "pe": {"sk", "sky"},
    "ype": {"sk"},
    "app": {"what", "whats", "wht", "whts"},
    "ap": {"what", "whats", "wht", "whts"},
    "sapp": {"what"},
    "pp": {"what", "whats", "whatsa"},
    "gram": {"tele", "insta", "te"},
    "gam": {"tele"},
    "legram": {"te"},
    "egram": {"tel"},
    "ram": {"teleg"},
    "am": {"insta", "instagr"},
    "ber": {"vi", "num"},
    "cord": {"dis"},
    "ord": {"disc"},
    "d": {"discor"},
    "nal": {"sig"},
    "mail": {"g", "hot"},
    "one": {"ph"},
    "edin": {"link"},
    "book": {"face"},
}


@cache
def halves() -> dict[str, tuple[str, ...]]:
    """What is said where a name has a gap, by its last piece."""
    return {
        half: tuple(f" {first}{between}{half} " for first in firsts for between in (" ", " s ", " a ", " s a "))
        for half, firsts in HALVES.items()
    }


def gap_places(text: str) -> list[Span]:
    """Names of services with a gap in them."""
    return [found.span() for found in _GAPPED.finditer(text) if " " in found[0]]


def mended_words(reading: Reading) -> Reading:
    """`sk ype`, `tele gram` without their gaps."""
    gapped = [found for found in _GAPPED.finditer(reading.text) if " " in found[0]]
    return reading.rewritten([(found.start(), found.end(), found[0].replace(" ", "")) for found in gapped])


# --- pictures as signs ------------------------------------------------------------------------------------

_NO_PICTURE = r"[^\w\s,;:!?'\"()/<>@-]"
_BETWEEN = r"[^\w\s.,;:!?'\"()/<>@-]"
_PICTURE_AS_AT = (
    rf"(?P<at>{_BETWEEN}{{1,3}})(?=[\w-]{{2,30}}(?P<dot>{_NO_PICTURE}{{1,3}})"
    r"(?:com|net|org|de|ru|ua|pl|fr|es|br|io|me|uk|in|it|fm|eu|co|at|ch|nl|tv|pt|ink|dev|app|art)\b)"
)
_PICTURE_PLACE = re.compile(_PICTURE_AS_AT)
_PICTURED = re.compile(rf"(?<![\w@.])(?:[\w.-]{{1,30}}{_BETWEEN}{{1,3}}){{0,2}}[\w.-]{{2,40}}{_PICTURE_AS_AT}")


_NAMED_PICTURES = {
    **dict.fromkeys("\u2709\U0001f4e7\U0001f4e8\U0001f4e9\U0001f4ec\U0001f4eb", " email "),
    **dict.fromkeys("\u260e\U0001f4de\U0001f4f1\U0001f4f2\U0001f919\u2706", " phone "),
    "\U0001f522": " number ",
}
_NAMED_PICTURE = re.compile(f"[{''.join(_NAMED_PICTURES)}]")


def named_picture_places(text: str) -> list[Span]:
    """Pictures that stand for a word."""
    return [] if text.isascii() else [found.span() for found in _NAMED_PICTURE.finditer(text)]


def named_pictures(reading: Reading) -> Reading:
    """`your \U0001f4e7` in words."""
    found = _NAMED_PICTURE.finditer(reading.text)
    return reading.rewritten([(*one.span(), _NAMED_PICTURES[one[0]]) for one in found])


@cache
def _at_a_provider() -> re.Pattern[str]:
    """Any signs between a name, a provider of mail boxes and an ending: `ivy.dsp * gmail * com`."""
    sign = r"[^\w\s.,;:!?'\"()/<>@-]"
    return re.compile(
        rf"(?<![\w@.])(?P<local>[\w.]{{2,30}}(?:{sign}[\w.]{{1,20}}){{0,3}})[ ]?{sign}{{1,3}}[ ]?"
        rf"(?P<host>{'|'.join(sorted(providers()))})[ ]?(?:{sign}{{1,3}}|\.)[ ]?"
        r"(?P<ending>com|net|org|de|ru|ua|pl|fr|es|br|me|in)\b"
    )


_ASCII_SIGNS = "*#|~^+=&%$"


def provider_places(text: str) -> list[Span]:
    """Where such signs are."""
    if text.isascii() and not any(sign in text for sign in _ASCII_SIGNS):
        return []
    return [found.span() for found in _at_a_provider().finditer(text)]


def provided(reading: Reading) -> Reading:
    """Those addresses with their signs."""
    return reading.rewritten(
        [
            (found.start(), found.end(), f"{_SIGNS_BETWEEN.sub('.', found['local'])}@{found['host']}.{found['ending']}")
            for found in _at_a_provider().finditer(reading.text)
        ]
    )


_SIGNS_BETWEEN = re.compile(r"[^\w.]+")


def picture_places(text: str) -> list[Span]:
    """Addresses in which other signs stand for `@` and `.`."""
    if text.isascii() and "#" not in text and "*" not in text:
        return []
    return [found.span() for found in islice(_PICTURE_PLACE.finditer(text), MOST_RUNS)]


def pictured_signs(reading: Reading) -> Reading:
    """`olga\U0001f4cdposteo\U0001f4cdde` with `@` and `.` where they belong."""
    edits: list[Edit] = []
    for found in _PICTURED.finditer(reading.text):
        edits.append((*found.span("at"), "@"))
        if found["dot"] != ".":
            edits.append((*found.span("dot"), "."))
    return reading.rewritten(apart(edits))


# --- file names -------------------------------------------------------------------------------------------


def of_file_name(reading: Reading) -> Reading:
    """A file's name with its signs as gaps between words, and without the ending."""
    stem = re.sub(r"\.[a-z0-9]{1,5}$", lambda ending: " " * len(ending[0]), reading.text)
    return reading.respelled(re.sub(r"_|(?<=[^\W\d_])-(?=[^\W\d_])", " ", stem))

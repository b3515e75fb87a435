# ruff: noqa: E501, SIM905
"""Addresses and numbers that are written as they are said: `paulo dot reis at gmail dot com`, `double five oh`."""

import re
from collections.abc import Iterable

from marketplace.contract.contact.hosts import PROVIDERS, is_suffix
from marketplace.contract.contact.reading import Edit, Reading

_AT_WORDS = (
    r"at the rate(?: of)?|at sign|at symbol|arroba|arobase|klammeraffe|affenschwanz|aroba|arobas|собака|собачка|равлик|песик|эт|ет|malpa|malpka|et|एट द रेट|एट|ऐट|"
    r"आत|آت|ات|ادز|at"
)
_DOT_WORDS = r"dot|punto|ponto|punkt|point|period|точка|крапка|тчк|kropka|डॉट|बिंदु|نقطة|دوت|نقطه|d0t"
_LINE_WORDS = r"underscore|under score|underline|guion bajo|sublinhado|unterstrich|tiret du bas|tiret bas|underscor|підкреслення|нижнє підкреслення|подчеркивание|нижнее подчеркивание|podkreslnik|podkreslenie|underscr"
_DASH_WORDS = r"dash|hyphen|minus|guion|hifen|bindestrich|tiret|дефис|дефіс|тире|myslnik|traco"
_OPEN, _CLOSE = r"\s*[\[({<|*_~-]+\s*", r"\s*[\])}>|*_~-]+\s*"
_AT = rf"(?:{_OPEN}(?:{_AT_WORDS}|@|a){_CLOSE}|\s+(?:{_AT_WORDS})\s+|\s*[-_*]*\s?@\s?[-_*]*\s*)"
_DOT = rf"(?:{_OPEN}(?:{_DOT_WORDS}|\.|d){_CLOSE}|\s+(?:{_DOT_WORDS})\s+|\s*[-_*]*\s?\.\s?[-_*]*\s*|\s*,\s*(?=com\b))"
_JOIN = rf"(?:{_DOT}|\s*(?:_|\+)\s*|{_OPEN}(?:{_LINE_WORDS}|{_DASH_WORDS}){_CLOSE}|\s+(?:{_LINE_WORDS}|{_DASH_WORDS}|plus)\s+|-)"
_LABEL = r"[^\W_](?:[\w-]{0,30}[^\W_])?"
_ADDRESS = re.compile(
    rf"(?<![\w@.])(?P<local>{_LABEL}(?:{_JOIN}{_LABEL}){{0,5}})(?P<at>{_AT})(?P<domain>{_LABEL}(?:{_DOT}{_LABEL}){{1,3}})(?![\w@])"
)
_AT_PROVIDER = re.compile(
    rf"(?<![\w@.])(?P<local>{_LABEL}(?:{_JOIN}{_LABEL}){{0,5}})(?P<at>{_AT})(?P<domain>{'|'.join(sorted(PROVIDERS))})(?![\w@.-])"
)
_HOST = re.compile(
    rf"(?<![\w@.])(?P<host>{_LABEL}(?:(?:{_OPEN}(?:{_DOT_WORDS}|\.|d){_CLOSE}|\s+(?:{_DOT_WORDS})\s+|\s+\.\s*|\s*\.\s+(?=(?:com|org)\b)){_LABEL}){{1,3}})(?P<path>(?:\s*(?:/|\bslash\b|\bbarra\b|слеш|слэш)\s*{_LABEL}(?:{_JOIN}{_LABEL})*)*)(?![\w@])"
)
_HINT = re.compile(
    rf"@|[\[({{<|*~-]\s?(?:at|dot|a|d|\.)\s?[\])}}>|*~-]|(?<!\w)(?:{_DOT_WORDS}|arroba|arobase|klammeraffe|собака|malpa|at the rate)(?!\w)|\s\.\s?\w|\bat (?:gmail|yahoo|hotmail|outlook|proton|icloud)|\w\.\s(?:com|org|net)\b"
)
_DOTS = re.compile(_DOT)
_CUE = re.compile(
    r"\b(?:e-?mails?|mail|mailid|gmail|correo|courriel|почт\w*|пошт\w*|мейл|емейл|имейл|ईमेल|ايميل|write|reach|contact|send|address|ping)\b"
)
_SURE_AT = re.compile(
    r"[\[({<|*~@-]|the rate|sign|symbol|arroba|arobase|klammeraffe|affen|aroba|собака|собачка|malpa|एट"
)
_SURE_DOT = re.compile(rf"(?:{_DOT_WORDS})|[\[({{<|*~]")
_COMMON = frozenset(
    "com org net io co me de uk ru ua pl fr es pt br in eu info biz us ca au ch at it nl dev app pro mail email online site xyz tech".split()
)
_ASKED = frozenset(
    "was is are i we look arrive meet stay be available working work worked at here there it that this me you and or".split()
)


def spoken_addresses(reading: Reading) -> Reading:
    """The reading with addresses and hosts that are spelled out written as they are dialled."""
    text = reading.text
    if not _HINT.search(text):
        return reading
    edits: list[Edit] = []
    for found in _ADDRESS.finditer(text):
        domain = _written(found["domain"])
        if is_suffix(domain.rpartition(".")[2]) and _is_address(text, found, domain):
            edits.append((found.start(), found.end(), f"{_written(found['local'])}@{domain}"))
    edits += [
        (found.start(), found.end(), f"{_written(found['local'])}@{found['domain']}.com")
        for found in _AT_PROVIDER.finditer(text)
        if _means_provider(text, found)
    ]
    edits += [
        (found.start(), found.end(), host + _path(found["path"]))
        for found in _HOST.finditer(text)
        if (host := _written(found["host"])).rpartition(".")[2] in _COMMON and _is_host(found, host)
    ]
    return reading.rewritten(_apart(edits))


def _is_address(text: str, found: re.Match[str], domain: str) -> bool:
    if found["local"].rpartition(" ")[2] in _ASKED or found["local"] in _ASKED:
        return _SURE_AT.search(found["at"]) is not None and _SURE_DOT.search(found["domain"]) is not None
    if _SURE_AT.search(found["at"]):
        return (
            "." not in found["domain"]
            or found["at"].strip() != "@"
            or found["domain"] != domain
            or found["local"] != _written(found["local"])
        )
    if _SURE_DOT.search(found["domain"]):
        return True
    return domain.split(".")[0] in PROVIDERS or _CUE.search(text, max(0, found.start() - 40), found.start()) is not None


def _means_provider(text: str, found: re.Match[str]) -> bool:
    """`paulo at gmail`: a name at a provider, said as an address."""
    around = max(0, found.start() - 60), found.end() + 40
    return bool(_SURE_AT.search(found["at"]) or _CUE.search(text, *around) or re.search(r"[\d._]", found["local"]))


def _is_host(found: re.Match[str], host: str) -> bool:
    name = host.split(".")[0]
    return (
        len(name) > 1
        and name not in _ASKED
        and not (
            host.endswith((".net", ".in", ".at", ".me", ".it", ".de", ".es"))
            and "[" not in found[0]
            and not found["path"]
            and name in {"asp", "the", "punto", "one"}
        )
    )


def _path(path: str) -> str:
    return re.sub(r"\s*(?:/|slash|barra|слеш|слэш)\s*", "/", _written(path)) if path else ""


_WRITTEN = (
    (
        re.compile(
            rf"{_OPEN}(?:{_DOT_WORDS}|\.|d){_CLOSE}|\s+(?:{_DOT_WORDS})\s+|\s*[-_*]*\s*\.\s*[-_*]*\s*|\s*,\s*(?=com\b)"
        ),
        ".",
    ),
    (re.compile(rf"{_OPEN}(?:{_LINE_WORDS}){_CLOSE}|\s+(?:{_LINE_WORDS})\s+|\s*_\s*"), "_"),
    (re.compile(rf"\s+(?:{_DASH_WORDS})\s+"), "-"),
    (re.compile(r"\s+plus\s+|\s*\+\s*"), "+"),
)


def _written(said: str) -> str:
    for pattern, sign in _WRITTEN:
        said = pattern.sub(sign, said)
    return said.replace(" ", "")


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


# --- numbers ---------------------------------------------------------------------------------------------

_UNITS = {
    "0": "zero oh nought null cero zéro zero нуль ноль zero shunya शून्य صفر o ziro",
    "1": "one uno una um uma eins ein un une один одна jeden jedna ek एक واحد wan won",
    "2": "two dos dois duas zwei zwo deux два дві две dwa dwie do दो اثنان اثنين tu too",
    "3": "three tres drei trois три trzy teen तीन ثلاثة ثلاث tree",
    "4": "four cuatro quatro vier quatre чотири четыре cztery char chaar चार اربعة اربع fore",
    "5": "five cinco funf fuenf cinq п'ять пять piec paanch panch पांच पाँच خمسة خمس fife",
    "6": "six seis sechs six шість шесть szesc chhe chah cheh छह छः ستة ست meia",
    "7": "seven siete sete sieben sept сім семь siedem saat सात سبعة سبع",
    "8": "eight ocho oito acht huit вісім восемь osiem aath आठ ثمانية ثماني ate",
    "9": "nine nueve nove neun neuf дев'ять девять dziewiec nau नौ تسعة تسع niner",
}
_TENS = {
    10: "ten diez dez zehn dix десять dziesiec das दस عشرة", 11: "eleven once onze elf onze одинадцять одиннадцать jedenascie", 12: "twelve doce doze zwolf douze дванадцять двенадцать dwanascie",
    13: "thirteen trece treze dreizehn treize тринадцять тринадцать trzynascie", 14: "fourteen catorce quatorze vierzehn чотирнадцять четырнадцать czternascie", 15: "fifteen quince quinze funfzehn п'ятнадцять пятнадцать pietnascie",
    16: "sixteen dieciseis dezesseis sechzehn seize шістнадцять шестнадцать szesnascie", 17: "seventeen diecisiete dezessete siebzehn сімнадцять семнадцать siedemnascie", 18: "eighteen dieciocho dezoito achtzehn вісімнадцять восемнадцать osiemnascie",
    19: "nineteen diecinueve dezenove neunzehn дев'ятнадцять девятнадцать dziewietnascie", 20: "twenty veinte vinte zwanzig vingt двадцять двадцать dwadziescia", 30: "thirty treinta trinta dreisig trente тридцять тридцать trzydziesci",
    40: "forty cuarenta quarenta vierzig quarante сорок czterdziesci", 50: "fifty cincuenta cinquenta funfzig cinquante п'ятдесят пятьдесят piecdziesiat", 60: "sixty sesenta sessenta sechzig soixante шістдесят шестьдесят szescdziesiat",
    70: "seventy setenta siebzig сімдесят семьдесят siedemdziesiat", 80: "eighty ochenta oitenta achtzig вісімдесят восемьдесят osiemdziesiat", 90: "ninety noventa neunzig дев'яносто девяносто dziewiecdziesiat",
}  # fmt: skip
_HUNDREDS = {
    100: "сто sto", 200: "двісті двести dwiescie", 300: "триста trzysta", 400: "чотириста четыреста czterysta", 500: "п'ятсот пятьсот piecset", 600: "шістсот шестьсот szescset", 700: "сімсот семьсот siedemset",
    800: "вісімсот восемьсот osiemset", 900: "дев'ятсот девятьсот dziewiecset",
}  # fmt: skip
_TIMES = {
    2: "double doble dobro doppel двічі дважды podwojne dabal",
    3: "triple treble triplo dreifach тричі трижды potrojne",
}
VALUES: dict[str, int] = {
    **{word: int(digit) for digit, words in _UNITS.items() for word in words.split()},
    **{word: value for values in (_TENS, _HUNDREDS) for value, words in values.items() for word in words.split()},
}
_REPEATS = {word: times for times, words in _TIMES.items() for word in words.split()}
_CONNECTING = frozenset("y e and und et hundred plus mas mais más плюс und then и та i dash minus area code".split())
_WEAK = frozenset(
    "o un une um uma ein do das una teen char tu too won ate fore tree i e y one uno sto once sete six".split()
)
NUMBER_WORDS = frozenset(VALUES) | frozenset(_REPEATS)
_PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|\+|[^\w\s]|\n")
FEWEST_DIGITS = 7
FEWEST_WORDS = 3


def spoken_numbers(reading: Reading) -> Reading:
    """The reading with runs of number words written as digits, where they are as many as a phone number has."""
    edits: list[Edit] = []
    run: list[tuple[str, int, int]] = []
    for piece in (*_PIECE.finditer(reading.text), None):
        word = piece[0] if piece else "\0"
        if (
            word in NUMBER_WORDS
            or word.isdigit()
            or (word in _CONNECTING and run)
            or word in {"+", "plus", "плюс"}
            or (word in ",-./()–_" and run)
        ):
            assert piece is not None
            run.append((word, piece.start(), piece.end()))
            continue
        if len(run) >= FEWEST_WORDS and (edit := _number(run)) is not None:
            edits.append(edit)
        run = []
    return reading.rewritten(edits)


def _number(run: list[tuple[str, int, int]]) -> Edit | None:
    while run and run[-1][0] not in NUMBER_WORDS and not run[-1][0].isdigit():
        run.pop()
    words = [word for word, _, _ in run]
    spoken = sum(word in NUMBER_WORDS for word in words)
    if spoken < FEWEST_WORDS or all(word in _WEAK for word in words if word in NUMBER_WORDS):
        return None
    digits = _digits(words)
    if not FEWEST_DIGITS <= len(digits) <= 16:
        return None
    plus = "+" if words[0] in {"plus", "+", "плюс", "mas", "mais"} else ""
    return run[0][1], run[-1][2], plus + digits


def _digits(words: list[str]) -> str:
    written: list[str] = []
    times = 1
    last = 0
    for word in words:
        if word in _REPEATS:
            times = _REPEATS[word]
            continue
        value = VALUES.get(word)
        if value is None:
            written.append(word if word.isdigit() else "")
            last = 0 if word not in {"y", "e", "и", "und", "et", "i", "and"} else last
            continue
        if written and _adds(last, value):
            total = last + value
            written = [*_without(written), str(total)]
            last = total if total % 10 == 0 else 0
        else:
            written.append(str(value) * times)
            last = value
        times = 1
    return "".join(written)


def _without(written: list[str]) -> list[str]:
    while written and not written[-1]:
        written.pop()
    return written[:-1]


def _adds(last: int, value: int) -> bool:
    """`twenty one` is 21, `seiscientos dos` 602, but `one two` is two digits."""
    return (last >= 20 and last % 10 == 0 and 0 < value < 10) or (last >= 100 and last % 100 == 0 and 0 < value < 100)

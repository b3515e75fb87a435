"""Ways in which people hide an address or a number, as functions from the plain form to the disguised one."""

import base64
import random
from collections.abc import Callable
from urllib.parse import quote

Disguise = Callable[[str, random.Random], str]

_TWINS = str.maketrans("aceiopsxy", "асеіорѕху")
_LEET = str.maketrans("aeiost", "431057")
_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_WORDS_DE = ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_WORDS_RU = ["ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"]


def wide(text: str, _chance: random.Random) -> str:
    """Full-width letters, digits and signs."""
    return "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)


def mathematical(text: str, _chance: random.Random) -> str:
    """Bold letters and digits from the mathematical alphabets."""
    return "".join(_bold(letter) for letter in text)


def _bold(letter: str) -> str:
    if letter.isdigit():
        return chr(0x1D7CE + int(letter))
    return chr(0x1D41A + ord(letter) - ord("a")) if "a" <= letter <= "z" else letter


def invisible(text: str, chance: random.Random) -> str:
    """Zero-width and bidirectional characters anywhere inside."""
    signs = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202a\u2066"
    return text[0] + "".join(chance.choice(signs) * chance.randint(0, 2) + letter for letter in text[1:])


def alike(text: str, _chance: random.Random) -> str:
    """Cyrillic letters that look the same."""
    return text.translate(_TWINS)


def spaced(text: str, _chance: random.Random) -> str:
    """A space after each character."""
    return " ".join(text)


def entities(text: str, _chance: random.Random) -> str:
    """HTML entities."""
    return "".join(f"&#{ord(letter)};" for letter in text)


def hexadecimal_entities(text: str, _chance: random.Random) -> str:
    """HTML entities in hexadecimal."""
    return "".join(f"&#x{ord(letter):x};" for letter in text)


def percent(text: str, _chance: random.Random) -> str:
    """URL escapes for everything."""
    return "".join(f"%{ord(letter):02x}" for letter in text)


def percent_signs(text: str, _chance: random.Random) -> str:
    """URL escapes for signs alone."""
    return quote(text, safe="")


def base_64(text: str, _chance: random.Random) -> str:
    """Base64."""
    return base64.b64encode(text.encode()).decode()


def hexadecimal(text: str, _chance: random.Random) -> str:
    """Hexadecimal digits."""
    return text.encode().hex()


def escapes(text: str, _chance: random.Random) -> str:
    """Escapes of programming languages."""
    return "".join(f"\\u{ord(letter):04x}" for letter in text)


def bracketed(text: str, chance: random.Random) -> str:
    """`(at)` and `[dot]`."""
    opening, closing = chance.choice([("(", ")"), ("[", "]"), ("{", "}"), ("<", ">")])
    return text.replace("@", f" {opening}at{closing} ").replace(".", f" {opening}dot{closing} ")


def said(text: str, _chance: random.Random) -> str:
    """`at` and `dot`."""
    return text.replace("@", " at ").replace(".", " dot ")


def said_in_spanish(text: str, _chance: random.Random) -> str:
    """`arroba` and `punto`."""
    return text.replace("@", " arroba ").replace(".", " punto ")


def said_in_russian(text: str, _chance: random.Random) -> str:
    """`собака` and `точка`."""
    return text.replace("@", " собака ").replace(".", " точка ")


def turned(text: str, _chance: random.Random) -> str:
    """From the end to the beginning."""
    return text[::-1]


def signs_apart(text: str, _chance: random.Random) -> str:
    """Spaces around the signs."""
    return text.replace("@", " @ ").replace(".", " . ")


def leet_service(text: str, _chance: random.Random) -> str:
    """Digits for the letters of a service's name, before the name."""
    return "telegram".translate(_LEET) + f": {text}"


def _in_words(text: str, words: list[str]) -> str:
    return " ".join(words[int(digit)] for digit in text if digit.isdigit())


def in_words(text: str, _chance: random.Random) -> str:
    """Digits as English words."""
    return _in_words(text, _WORDS)


def in_german(text: str, _chance: random.Random) -> str:
    """Digits as German words."""
    return _in_words(text, _WORDS_DE)


def in_russian(text: str, _chance: random.Random) -> str:
    """Digits as Russian words."""
    return _in_words(text, _WORDS_RU)


def partly_in_words(text: str, chance: random.Random) -> str:
    """Some digits as words, at least four of them."""
    digits = [digit for digit in text if digit.isdigit()]
    said_ones = set(chance.sample(range(len(digits)), chance.randint(4, len(digits))))
    return " ".join(_WORDS[int(digit)] if at in said_ones else digit for at, digit in enumerate(digits))


def keycaps(text: str, _chance: random.Random) -> str:
    """Emoji digits."""
    return "".join(f"{digit}\ufe0f\u20e3" for digit in text if digit.isdigit())


def devanagari(text: str, _chance: random.Random) -> str:
    """Digits of Devanagari."""
    return "".join(chr(0x966 + int(sign)) if sign.isdigit() else sign for sign in text)


def arabic(text: str, _chance: random.Random) -> str:
    """Digits of Arabic."""
    return "".join(chr(0x660 + int(sign)) if sign.isdigit() else sign for sign in text)


def dashed(text: str, chance: random.Random) -> str:
    """A sign after each digit."""
    return chance.choice("-._*").join(digit for digit in text if digit.isdigit())


OF_EMAILS: tuple[Disguise, ...] = (
    wide, mathematical, invisible, alike, spaced, entities, hexadecimal_entities, percent, percent_signs, base_64,
    hexadecimal, escapes, bracketed, said, said_in_spanish, said_in_russian, turned, signs_apart,
)  # fmt: skip
OF_PHONES: tuple[Disguise, ...] = (
    wide, mathematical, invisible, spaced, base_64, in_words, in_german, in_russian, partly_in_words, keycaps,
    devanagari, arabic, dashed,
)  # fmt: skip
OF_HANDLES: tuple[Disguise, ...] = (wide, mathematical, invisible, alike, leet_service)

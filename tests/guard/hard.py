"""Inputs on which a detector could take long: each is repeated to the length that is asked for."""

import random

REPEATED = {
    "letters": "a",
    "digits": "1234567",
    "digits apart": "1 2 3 4 ",
    "dashed digits": "1-",
    "plus": "+",
    "at signs": "@",
    "addresses": "a@b.de ",
    "addresses without a gap": "a@b.c",
    "almost addresses": "a@b@",
    "dots": "a.",
    "hosts": "ab.com ",
    "dots and gaps": "a . b . ",
    "dots and wider gaps": "a . b .  ",
    "labels": "a-b_c.",
    "at and dot": "a at b dot ",
    "at": "at ",
    "dot com": "dot com ",
    "brackets": "(at) ",
    "open brackets": "[(<{",
    "underscores": "a_b underscore ",
    "links": "https://a.b/c ",
    "links without a gap": "https://",
    "slashes": "/a/b",
    "number words": "one two three ",
    "connecting words": "y und and one ",
    "double": "double ",
    "services": "whatsapp ",
    "service and name": "skype ab_c ",
    "requests": "send me your email and whatsapp number ",
    "questions": "do you have telegram? ",
    "streets": "12 main street ",
    "street names": "rua das flores ",
    "numbers and names": "12 abc def ghi ",
    "single letters": "a b c d ",
    "spaced words": "w h a t s a p p ",
    "entities": "&#97;",
    "half entities": "&#97",
    "percent": "%61",
    "half percent": "%6",
    "escapes": "\\u0061",
    "base64": "QUJD",
    "base64 words": "QUJDREVGR0g= ",
    "hexadecimal": "6a6b",
    "hexadecimal bytes": "6a 6b 6c ",
    "binary": "01100001 ",
    "codes": "104 101 ",
    "leet": "t3l3gr4m ",
    "signs as letters": "wh@ts$pp ",
    "invisible": "a\u200b",
    "marks": "a\u0301",
    "look-alikes": "раураl ",
    "cyrillic": "напишите мне в телеграм ",
    "hindi": "अपना नंबर दीजिए ",
    "arabic": "ارسل لي رقمك ",
    "keycaps": "1\ufe0f\u20e3",
    "flags": "\U0001f1e6\U0001f1e7 ",
    "pictures": "a\U0001f4cdb\U0001f4cdcom ",
    "wide": "ａｂｃ＠ｄ．ｃｏｍ ",
    "lines": "a\n",
    "short lines": "ab_c\n12\n",
    "digit lines": "12\n34\n",
    "quotes": '"a" ',
    "colons": "a: ",
    "live": "live:a",
    "turned": "moc.a@b ",
    "commas": "a,",
    "hyphens": "a-",
    "nested": "a@(b.c)[d](e) ",
    "file": "a_b-c.pdf ",
}

SIGNS = " &#97; %61 \\u0061 o8oo 01100001 104 101 sk ype a (at) gmail dot com wh@ts live:a ра "
"""One of each that makes the guard look again: what it costs must not grow with all that stands around it."""


def hard_inputs(length: int) -> dict[str, str]:
    """By name, each `length` characters long."""
    return {name: (part * (length // len(part) + 1))[:length] for name, part in REPEATED.items()}


def mixed_input(seed: int, length: int) -> str:
    """Parts of all of them, in an order that `seed` decides."""
    chance = random.Random(seed)
    parts = list(REPEATED.values())
    chosen = chance.sample(parts, chance.randint(2, 8))
    pieces: list[str] = []
    size = 0
    while size < length:
        piece = chance.choice(chosen) * chance.choice((1, 1, 2, 5, 20))
        pieces.append(piece)
        size += len(piece)
    return "".join(pieces)[:length]

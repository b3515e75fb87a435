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

# Found by climbing (`tests/soak/guarding.py`): what the guard takes longest for is a little of everything.
FOUND = {
    "lines with a sign each": ("""mdot com ta nom[(<{ HP áng(at) """ * 2)
    + ("""\"a\"a- at b12 main street  \r\n h ab_a at b dot cab_c\n12\n12\nt s a p p t (at)&#97;61""" * 100)
    + "415.555.0137%61раураl %6",
    "letters that become several": "add me ab.com  send me your email and whatsapp number"
    "+ß#4412a . b .  🇺🇺🇦🇦a@(a.b.c [ͅ(e) " + "104 10a.ﷺ@1 " * 5 + "a whatsapp 🇦%6 .\r\n ﷺ" * 20 + "a%61dot com b_c." * 6,
    "questions and escapes": "do you have telegram? ⃣Five 5 five, 2 three 4, nine 8 seven 6"
    + "https://" * 5
    + "\\u0061" * 20
    + "at " * 20
    + "12 main street "
    + "a," * 100,
    "number words and digit lines": "one two three " * 4
    + "12\n34\n" * 20
    + "Could live:au ßlocate the 1-file a-b_c. the old folder? y und and one oa . b . [(<{ａｂa . b .a b c d "
    + "a@b@" * 20,
    "leet and signs apart": "a." * 5
    + "wh@ts$pp " * 10
    + "a . b . Contaͅt o12 main street on напишите мне в телеграм legram "
    + "@hr_linda@(b.https://a.b/c )[d](e) a at b dot ",
}

SIGNS = " &#97; %61 \\u0061 o8oo 01100001 104 101 sk ype a (at) gmail dot com wh@ts live:a ра "
"""One of each that makes the guard look again: what it costs must not grow with all that stands around it."""


def hard_inputs(length: int) -> dict[str, str]:
    """By name, each `length` characters long."""
    parts = {**REPEATED, **FOUND}
    return {name: (part * (length // len(part) + 1))[:length] for name, part in parts.items()}


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

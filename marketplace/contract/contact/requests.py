# ruff: noqa: E501, ERA001
"""Asking for contact, and offering it: one small grammar over what words do, for all languages.

A sentence is a string of class letters (see `lexicon`). `ASKING` says which strings ask; `_excused` says what makes
such a string harmless: a refusal, a deferral, talk about a product or about other people.
"""

import re
from collections.abc import Iterator

from marketplace.contract.contact.sentences import Sentence

# A thing that contact runs through: a service, a point with its name, contact details. Not where a product follows.
_POINT = r"(?:[Cs][-o]{0,2}[NAIRE]{0,2}|c(?:-?[NAI])|[EN](?:[NAI]|o-?[CE]){0,2}|R[DNI]|I)"
_NO_PRODUCT = r"(?![-o]?T|[-oN]*oT|[-,]?TT)(?!o-?[^CE])"
_THING = _POINT + _NO_PRODUCT
_SERVICE = r"(?:[Cs]|c)[NI]?(?![-o]?T)"

_RULES = {
    # "send me your number", "me pasas tu número", "provide your WhatsApp", "Schicken Sie mir Ihre E-Mail-Adresse"
    "give yours": rf"(?:O-?)?G[-OQUPx]{{0,4}}(?:Y-?-?|Y?-?o?-?Y){_THING}|O-?G-?Y-?{_THING}|GY?A[?]?$|GO?YA(?!-)",
    # "give me a number to reach you", "drop an email where I can write"
    "give any": rf"G[-OQ]{{0,4}}(?:E?N|E)[-WQ]{{0,3}}[RV][-OUPR]{{0,3}}|(?:GO|OG)[-QU]{{0,2}}{_THING}(?=[,?QLP-]|$)",
    # "скинь номер", "drop whatsapp"
    "give bare": r"(?:^|[,QUZ-])G-?(?:C|N|NC|CN|EN|NE)(?=[?,Q]|$)",
    # "what is your WhatsApp number", "aapka number kya hai", "apna number bhejo"
    "what is yours": rf"[WK][-HQ]{{0,3}}Y[-]?o?{_THING}|Y-?{_THING}[-H]{{0,2}}(?:W|G[-OH]{{0,2}}$|h)",
    "what number": r"[WK][-H]{0,4}(?:E?N|E|C)[-]?(?:f-?)?[-]{0,2}R[U-]",
    # "may I have your number", "I need your email", "could I get a number to call you on"
    "have yours": rf"(?:Q[-UOw]{{0,2}}[Hh]|h)[-UO]{{0,2}}Y-?{_THING}",
    "have any": r"(?:Q[-UOw]{0,2}[Hh]|h)-{0,2}(?:E?N|E)-{0,3}(?:R|f-?R)",
    # "do you have telegram?", "are you on WhatsApp", "tienes whatsapp?", "у вас есть телеграм?"
    "do you have": r"(?:(?:U|^|[,QK])-{0,2}[H]-{0,2}|U-?P-?|Y-?P-?)C[NI]?(?=-{0,2}(?:[?,]|$))",
    # "can we move this conversation to Telegram", "let's continue on WhatsApp"
    "move": rf"(?:[SQhwK]|-)[^,:?]{{0,5}}?V[^,:?]{{0,6}}?P-?-?C(?![-o]?T)|(?:S|[Qw]w|wQ|Qh?w?)[^,:?]{{0,2}}?V[^,:?]{{0,5}}?P-?{_SERVICE}|(?:^|[,?])V-{{0,2}}P-?C(?![-o]?T)",
    "together": r"S[^,:?]{0,4}?P-?-?(?:[CcE]N?)(?![-o]?T)",
    # "message me privately on Skype", "пишите в телеграм"
    "reach": rf"R[-Qxw]{{0,2}}O[^,:?]{{0,4}}?P-?-?(?:{_SERVICE}|E[NI]?(?!-?T))|(?:^|[,QUSZw])-?R-?x?-?P-?C(?![-o]?T)|(?:^|[,QUPS-])CO(?![-o]?T)",
    # "contact me outside Upwork"
    "outside": r"(?:RO|S|[Qw][-wUO]{0,2}|h)[^,:?]{0,5}?X-?o?-?L|RU-{0,1}x(?![^,:?]{0,4}L)|S-?V-?x(?![^,:?]{0,4}L)|[RV]O-{0,2}x(?:-?$|[,?])",
    # "let's exchange numbers"
    "exchange": rf"g-{{0,2}}[YMw]?-?(?:{_THING}|RD?|D)",
    # "I can give you my number"
    "offer": rf"(?:[QwS-]|^)O?G[-UYO]{{0,3}}M-?{_THING}(?=[,?PQL-]|$)",
    # "your whatsapp?", "ur number pls"
    "short": rf"^-?Y-?{_POINT}Q?[?,]{{0,2}}Q?$",
}
ASKING = re.compile("|".join(f"(?:{rule})" for rule in _RULES.values()))
_ACTING = frozenset("GVRhHQWKUSgYCX")
_ASKED_FOR = re.compile("[CscENRXxgAI]")

_REFUSING = re.compile(
    r"why (?:not|don't)|(?:don't|do not|doesn't) (?:hesitate|mind|worry)|no (?:problem|worries|issue)|if not|not only|"
    r"(?:don't|do not) (?:you|we) |can't we|not (?:a )?problem|if you don't|por que no|porque nao|pourquoi pas|"
    r"warum nicht|почему нет|почему бы не|чому б не|не (?:проблема|вопрос)|dlaczego nie"
)
_PROHIBITED = re.compile(r"[Z]")
_DEFERRED = re.compile(r"F[^:?]{0,7}J|d")
_INSTEAD = re.compile(r"[^,:?]{0,4}L")
_WORDED = re.compile(
    r"\b(?:label|labelled|button|heading|headline|copy|cta|caption|script|placeholder|title|says|reads|said|called|link"
    r"|tooltip|menu|tab|line|wording|text|slogan|phrase|subject|keyword|query|botón|boton|botao|schaltfläche|bouton)\b"
)


def requests(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Places of `sentence` that ask for contact or offer it."""
    letters = sentence.letters
    if _ACTING.isdisjoint(letters):
        return
    for found in ASKING.finditer(letters):
        first, last = found.span()
        if _ASKED_FOR.search(found[0]) and not _excused(sentence, first, last):
            yield sentence.span(first, last)


def _excused(sentence: Sentence, first: int, last: int) -> bool:
    letters = sentence.letters
    return (
        _refused(sentence, first, last)
        or bool(_DEFERRED.search(letters))
        or bool(_INSTEAD.match(letters, last) and "X" not in letters[first:last])
        or "B" in letters[max(0, first - 4) : last].replace("BP", "")
        or _quoted(sentence, first, last)
    )


def _refused(sentence: Sentence, first: int, last: int) -> bool:
    letters = sentence.letters
    clause = max(letters.rfind(mark, 0, first) for mark in ",:") + 1
    if "Z" not in letters[clause : last + 9]:
        return False
    start, end = sentence.span(clause, min(last + 9, len(letters)))
    said = _REFUSING.sub("", sentence.text[start:end])
    if len(said) == end - start:
        return "Z" in letters[clause:last] or bool(_PROHIBITED.search(letters[last : last + 9].split(",")[0]))
    return False


def _quoted(sentence: Sentence, first: int, last: int) -> bool:
    start, end = sentence.span(first, last)
    before = sentence.text[sentence.start : start]
    inside = before.count('"') % 2 == 1 and '"' in sentence.text[end - 1 : sentence.end + 1]
    return inside and _WORDED.search(sentence.text, sentence.start, sentence.end) is not None

"""Asking for contact, and offering it: one small grammar over what words do, for all languages.

A sentence is a string of class letters (see `lexicon`). `ASKING` says which strings ask; `_excused` says what makes
such a string harmless: a refusal, a deferral, talk about a product or about other people.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from marketplace.contract.contact.sentences import Sentence
from marketplace.contract.contact.weighing import ENOUGH, weight

# A thing that contact runs through: a service, a point with its name, contact details. Not where a product follows.
_POINT = r"(?:[Cs][-o]{0,2}[NAIRE]{0,2}|c(?:-?[NAI])|A-?E|[EN](?:[NAI]|o-?[CE]){0,2}|[Rk][DNI]|k|I)"
_NO_PRODUCT = r"(?![-o]?T|[-oN]*oT|[-,]?TT)(?!o-?[^CE])"
_THING = _POINT + _NO_PRODUCT
_SERVICE = r"(?:[Cs]|c)[NI]?(?![-o]?T)"
_US = r"(?:S|Qw|wQ|Q-w)"
_REACH = r"(?:R|k)"
# A service that is not named: "the app with the paper plane", "el aplicativo verdinho".
_DESCRIBED = r"(?:i[-i]{0,2}[TcmLs]|[TcmL][-oPN]{0,3}i)"

_RULES = {
    # "send me your number", "me pasas tu número", "provide your WhatsApp", "Schicken Sie mir Ihre E-Mail-Adresse"
    "give yours": (
        rf"(?:O-?)?G[-OQUPHx]{{0,5}}(?:Y-?-?|Y?-?o?-?Y){_THING}",
        rf"G[-OQY]{{0,3}}e[-OQY,]{{1,4}}{_THING}",
        rf"[QG]O?VY-?{_THING}",
        r"G[-OQ]{0,3}Y-?c(?=[,?QL-]|$)(?!-?[To])",
        r"G[-OPQ]{0,4}(?:Y-?)?l(?![-o]?T)",
        rf"O-?G-?Y-?{_THING}",
        r"GY?A[?]?$",
        r"GO?YA(?!-)",
        rf"(?:{_REACH}|E)O-?Y-?{_THING}",
        rf"(?:^|[,Q]){_REACH}M-?C(?![-o]?T)",
        rf"G[^,:?]{{0,5}}?P-?M-?{_THING}(?=[,?PQL-]|$)",
    ),
    # "send me your home address", "what is your postal address"
    "home": (
        rf"(?:G|{_REACH})[-QU]{{0,2}}(?:O[-Q]{{0,2}}Y?|Y)-?a(?![-oN]?T)",
        r"(?:OG-?|[WQh][-UHh]{0,3})Y-?a(?![-oN]?T)",
        r"(?:^|[,QP])-?G-?a(?=[,?KP]|$)",
    ),
    # "give me the manager's phone number", "дай телефон начальника"
    "of others": (
        r"(?:GU?O?|OG)[-Q]{0,2}(?:EN?|NE?)[-oPY]{0,4}b(?![-o]?T)",
        r"G[-O]{0,2}k?[DNE]{0,2}o[-Y]{0,2}b",
        r"(?:GO|OG)[-QY]{0,3}b[-o]?(?:EN?|N)(?![-o]?T)",
    ),
    # "give me a number to reach you", "drop an email where I can write"
    "give any": (
        rf"G[-OQ]{{0,4}}(?:E?N|E)[-WQP]{{0,3}}(?:{_REACH}|V)[-OUPR]{{0,3}}",
        rf"(?:GO|OG)[-QU]{{0,2}}{_THING}(?=[,?QLPF-]|$)",
        rf"G[-OQ]{{0,4}}(?:EN|E|N)[^,:?]{{0,7}}?{_REACH}U",
        rf"G[-OQ]{{0,4}}(?:E?N|E)f-?{_REACH}",
        rf"GO-{{1,2}}P-?{_SERVICE}",
        r"QG-(?:EN|NE)(?![-o]?T|P-{0,2}T)",
        r"G[^:?,TB]{0,7}?(?:kN|Eok)(?![-o]?T)",
        r"G-?E-[CcE](?![-o]?T)(?=[-,?Q]|$)",
        r"G-{0,2}E[AN]fU(?![-o]?T)",
        r"G-?E[-,OU]{1,4}R",
        r"(?:^|[,Q])G-?NEP",
        r"(?:^|[,Q])-?G-{1,2}(?:EN|CN|k[NE])(?![-o]?T|P-{0,2}T)",
        r"(?:^|[,Q])G(?:EN|k[NE])(?![-o]?T)",
    ),
    # "скинь номер", "drop whatsapp", "email id bhejo"
    "give bare": (
        r"(?:^|[,QUZ-])G-?(?:C|N|NC|CN|EN|NE|k)(?=[?,Q]|$)",
        r"^G-?E[?,Q]?$",
        r"^G-?Q-?(?:E?N|NE|E)[?]?$",
        r"(?:^|[,Q])G-?NE(?=P)",
        r"(?:^|[,Q])G-?kD(?=[?,Q]|$)",
        r"(?:^|,)[-Q]?(?:E[NI]|N|C[NI]?)G[-OGHQ]{0,3}[?,]?$",
    ),
    # "what is your WhatsApp number", "aapka number kya hai", "apna number bhej do"
    "what is yours": (
        rf"[WK][-HQN]{{0,3}}(?:Y|U(?!-?o?I))-?o?{_THING}",
        rf"Y-?{_THING}[-H]{{0,2}}(?:W|G[-OHGQ]{{0,3}}(?:[?,]|$|R)|h)",
        rf"Y-?{_THING}-E?N?-{{0,2}}G",
        r"kGG(?!-?T)",
        r"Y-?(?:E?N|EN?|C)-?Q-?H?[?]",
        r"^Q-?Y(?:N|E)C?[?]?$",
        rf"[NE]p{_REACH}",
    ),
    "what number": (
        rf"[WK][-H]{{0,4}}(?:E?N|E|C)[-P]?(?:f-?)?[-P]{{0,2}}{_REACH}[U-]",
        r"W[-H]{0,4}(?:E?N|E)[-P]{0,3}G-?[OMU]",
        r"W[-H]{0,4}E?NQ?fU(?=[?,]|$)",
        rf"[WK][-H]{{0,4}}(?:E?N|E|C)[-Pf]{{1,3}}U-?{_REACH}",
        r"[WK][-H]{0,4}(?:E?N|E|C)[-P]{1,2}hUP?(?=[?,]|$)",
        r"[WK]-?EN?[-QOHP]{0,3}[UQ][-QUOHP]{0,3}G(?![-o]?T)",
        r"^[-Q]?W-?H-?(?:NE|EN?|N)[?]?$",
        rf"HU?-{{0,2}}(?:EN?|N)[-KQPf]{{0,4}}U?{_REACH}",
        r"HU-{0,2}(?:EN?|NE?)fO",
        r"UH-A-?Q-?[EGR]",
        r"WA[-UQ]{0,3}G",
        rf"[WK][-H]{{0,4}}(?:EN|NE|C)[-PfQwU]{{1,4}}{_REACH}",
        r"WH-?N(?=[?]|$)",
        r"E-?QG[-M]{0,3}P(?=[?]|$)",
        r"[CsEN],?-?W-?Y(?=[?]|$)",
        rf"[EN][-WKUQP]{{0,4}}{_REACH}U",
        rf"[WK]-?N(?!---R)[-QBU]{{0,4}}{_REACH}",
        rf"EK-?Q(?:G|{_REACH})",
        r"W[-HQ]{0,5}(?:E?N|E|C|c)[-PQU]{0,3}RP?(?=[?]|$)",
        r"W-{1,3}(?:E?N|E)fU?-?R(?=[?]|$)",
        r"N,P-{0,2}UR(?=[?]|$)",
        r"R[^:?]{0,4}PWN",
        r"R[^:?]{2,16}h-N(?=[?,]|$)",
        rf"^[-,]{{0,2}}H-{{0,2}}N[^,:?]{{0,6}}?{_REACH}[?]",
    ),
    # "which messenger do you use", "what app do you use to chat"
    "what service": (
        r"[WK]-?[Cc]-{0,2}U-?[HP](?![-f]{0,3}[BT])",
        r"[WK]-?[Cc]HU?(?=[?,]|$)",
        r"[WK]m-?UP-{0,2}[?]?$",
        r"[WK]-?[Tm]-?UHP?-?V(?=[?,]|$)",
    ),
    # "ما هو رقم الواتساب الخاص بك": what is owned, then whose it is
    "whose": (rf"[WGh][-OH]{{0,3}}N?{_THING}Y",),
    # "may I have your number", "I need your email", "could I get a number to call you on"
    "have yours": (rf"(?:Q[-UOw]{{0,2}}[Hh]|h)[-UOHh]{{0,3}}Y-?{_THING}", rf"P[Hh]-?Y-?{_THING}"),
    "have any": (rf"(?:Q[-UOw]{{0,2}}[Hh]|h)-{{0,2}}(?:E?N|E)[-P]{{0,3}}(?:{_REACH}|f-?R)",),
    # "do you have telegram?", "are you on WhatsApp", "tienes whatsapp?", "у вас есть телеграм?", "hast du Telegram?"
    "do you have": (
        r"[WK]-{0,2}U-?P-?(?:C|s)(?=[?,]|$)",
        r"RPY-?E(?!-?T)",
        r"U-?Pc[?]",
        r"(?:(?:U|^|[,QK])-{0,2}H{1,2}[-UQ]{0,2}|U-?P-?|Y-?P-?)C[NI]?(?=-{0,3}(?:[?,]|$))",
    ),
    # To go on elsewhere: "can we move this to Telegram", "let's continue on WhatsApp", "whatsapp pe baat karte hain"
    "move": (
        r"[SQhwKU][^,:?]{0,5}?V[^,:?]{0,6}?P-?-?C(?![-o]?T)",
        rf"(?:S|[Qw]w|wQ|Qh?w?)[^,:?]{{0,2}}?V[^,:?]{{0,5}}?P-?{_SERVICE}",
        r"(?:^|[,?])V-{0,2}P-?C(?![-o]?T)",
        rf"{_US}[^,:?]{{0,4}}?P-?-?C(?![-o]?T)",
        r"[CR]p[-O]?[VR]",
        r"[SQhKw][^,:?]{0,3}?V-?P-?R{1,2}(?=[?,]|$)",
        r"C[VR]-?O",
        r"^[-Q]{0,2}C-?V[-VQ]{0,3}[?]$",
        r"U-?Cp",
        r"(?!Q--V)[hQSwK][^,:?]{0,5}?V[-PUO]{0,4}?P-?E(?!-?[TA]|No)",
        r"S[-H]{0,2}C(?![-o]?T)",
    ),
    "together": (rf"{_US}[^,:?]{{0,4}}?P-?-?[CcE]N?(?![-o]?T)",),
    # "message me privately on Skype", "пишите в телеграм", "me chama no zap"
    "reach": (
        rf"{_REACH}[-QxwPf]{{0,2}}O[^,:?]{{0,4}}?P-?-?(?:{_SERVICE}|{_DESCRIBED}|E[NI]?(?!-?T))",
        rf"O{_REACH}-?P-?[CsE](?![-o]?T)",
        rf"{_REACH}U[^,:?]{{0,3}}?P-?-?(?:C|s|E)(?![-o]?T)",
        rf"(?:^|[,QUSZw])-?{_REACH}-?x?-?P-?C(?![-o]?T)",
        rf"(?:^|[,Q]){_REACH}[-Jb]{{1,4}}P-?C(?![-o]?T)",
        rf"{_REACH}[-OP]{{0,3}}P-?M-?[EN](?!-?T)",
        r"(?:^|[,QUPS-])CO(?![-o]?T)",
        r"[QU-]cO(?=[,?]|$)",
    ),
    # "contact me outside Upwork", "reach you directly"
    "outside": (
        rf"(?:{_REACH}P?O|S|[Qw][-wUO]{{0,2}}|h)[^,:?]{{0,5}}?X-?o?-?L",
        rf"{_REACH}U-?x(?![^,:?]{{0,4}}L)",
        rf"{_REACH}[-U]{{0,2}}X-?o?-?L",
        rf"KX[-QPo]{{0,4}}(?:{_REACH}P?U|U{_REACH})",
        r"K[-Q]{1,3}RU(?:-?X|(?=[?,]|-?$))",
        rf"K[-Q]{{0,3}}{_REACH}U?-?X",
        rf"K-?P?U-?Q{{0,2}}-?{_REACH}(?=x|[?,]|$)",
        rf"{_REACH}U?-{{0,2}}x[-P]{{0,2}}O",
        rf"{_REACH}[-UP]{{0,3}}X(?=[?,]|$|L)",
        r"L-?XV",
        r"U-?xR",
        rf"[UO]-{{0,2}}X-?o?-?L-?{_REACH}",
        rf"U-?{_REACH}-?x(?=[?,]|$)",
        r"S-?V[-PV]{0,4}x(?![^,:?]{0,4}L)",
        rf"(?:{_REACH}|V)O-{{0,2}}x(?:-?$|[,?])",
    ),
    # "let's go on in the app with the paper plane", "same name there"
    "described": (
        rf"(?:S|[Qw]w|wQ|(?:^|[,Q])V|[hQ]V)[^,:?]{{0,5}}?P-{{0,2}}{_DESCRIBED}",
        rf"^[-Q,]{{0,4}}P-{{0,3}}{_DESCRIBED}[-i]{{0,2}}[?]?$",
        rf"n[^:?]{{0,4}}P-{{0,2}}(?:[Csc]|{_DESCRIBED})",
        rf"(?:[Csc]|{_DESCRIBED})[^:?]{{0,5}}n",
        r"n[-KW]{1,2}L",
        rf"q-?(?:O|MI)[^,:?]{{0,3}}P-{{0,2}}(?:[Cs]|{_DESCRIBED})",
        r"SVP-?i(?=[?]|$)",
    ),
    # "google my full name, the first hit has my number", "my mail is on the last page of the CV"
    "elsewhere": (
        r"q[-P]{0,2}M-[^:?]{0,14}?(?:N|E|k)(?![-o]?T)",
        r"M-[^:?]{0,6}?q[^:?]{0,8}?(?:N|E)(?![-o]?T)",
        r"q[^:?]{0,10}MC(?![-o]?T)",
        r"M-?(?:E?N|E|k|C)[-H]{1,2}P[-o]{0,4}e",
        r"M[^:?]{0,5}e[-p]{0,3}N(?![-o]?T)",
    ),
    # "let's exchange numbers"
    "exchange": (rf"g-{{0,2}}[YMw]?-?(?:{_THING}|D)",),
    # "I can give you my number"
    "offer": (rf"(?:[QwS-]|^)O?G[-UYO]{{0,3}}M-?{_THING}(?=[,?PQL-]|$)",),
    # "your whatsapp?", "ur number pls"
    "short": (
        rf"^[-Q]?-?Y-?{_POINT}Q?[?,]{{0,2}}Q?$",
        rf"^Q-?NY-?{_POINT}[?,]{{0,2}}Q?$",
        r"^[-Q]?C[NI]?[?]$",
        r"^(?:C[NI]?|E?N|EI|E)Q[?]?$",
        r"^Y-?(?:EN?|NE?|C)Q(?=[?,]|$)",
        r"^C-,?RO[?]?$",
        r"^hPC(?=[,?]|$)",
    ),
}
ASKING = re.compile("|".join(f"(?:{form})" for forms in _RULES.values() for form in forms))
_ACTING = frozenset("GVRkhHQWKUSgYCXniqe")
MOST_REMEMBERED = 200  # strings of letters
_SILENT = frozenset("-,:?Z")
_SENDER = frozenset("OM")
_REACHED_BY = frozenset("CscEkxXAIRilYqne")  # without any of these a number may be that of an order
_ASKED_FOR = re.compile("[CscENXRxgAIkamlniq]|[WK]-?T")

_POLITE_ASIDE = re.compile(r",-?Q-?,")  # "send me, please, your number"
_OF_A_KIND = re.compile(r"[xX](?=-?[ENk])")  # "a direct number", "your private e-mail"

_NO_REFUSAL = re.compile(
    r"why (?:not|don't)|(?:don't|do not|doesn't) (?:hesitate|mind|worry)|no (?:problem|worries|issue)|if not|not only|"
    r"(?:don't|do not) (?:you|we) |can't we|not (?:a )?problem|if you don't|por que no|porque nao|pourquoi pas|"
    r"(?:konnen|konnten|wollen) wir (?:das |es )?nicht|no podemos|no podriamos|nao podemos|"
    r"ne (?:peut-on|pourrait-on) pas|warum nicht|почему нет|почему бы не|чому б не|не (?:проблема|вопрос)|dlaczego nie"
)
_DEFERRED = re.compile(r"F[^:?]{0,7}J|d")
_ELSEWHERE = frozenset("Xn")
_INSTEAD = re.compile(r"[^,:?]{0,4}L")


def requests(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Places of `sentence` that ask for contact or offer it."""
    readings = [one for one in (sentence, *sentence.otherwise()) if acts(one)]
    for search in (_asking, _weighed):
        for one in readings:
            if found := list(search(one)):
                yield from found
                return


def acts(sentence: Sentence) -> bool:
    """Whether something is done in it, to something that contact runs through."""
    return not _ACTING.isdisjoint(sentence.letters) and _ASKED_FOR.search(sentence.letters) is not None


def _weighed(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """All of the sentence, where what its words do speaks for asking though no rule says so."""
    letters = sentence.letters
    if weight(letters) <= ENOUGH:
        return
    said = [place for place, letter in enumerate(letters) if letter not in _SILENT]
    first, last = said[0], said[-1] + 1
    is_sample = _SENDER.isdisjoint(letters) and sentence.speaks_of("sample")
    if not (is_sample or "t" in letters or _harmless(sentence, first, last)):
        yield sentence.span(first, last)


def _asking(sentence: Sentence) -> Iterator[tuple[int, int]]:
    for first, last in _forms(sentence.letters):
        if not _excused(sentence, first, last):
            yield sentence.span(first, last)


@lru_cache(MOST_REMEMBERED)
def _forms(letters: str) -> tuple[tuple[int, int], ...]:
    """Where letters ask. Who writes a text sends the same sentences to be looked at again and again."""
    plain = _OF_A_KIND.sub("-", _POLITE_ASIDE.sub(_without_commas, letters))
    return tuple(found.span() for found in ASKING.finditer(plain) if _ASKED_FOR.search(found[0]))


def _is_counted(sentence: Sentence) -> bool:
    """Whether the number that is asked for is that of an order, a page, a tax payer."""
    return _REACHED_BY.isdisjoint(sentence.letters.replace("I", "", 1)) and sentence.speaks_of("counted")


def _without_commas(aside: re.Match[str]) -> str:
    return aside[0].replace(",", "-")


def _excused(sentence: Sentence, first: int, last: int) -> bool:
    letters = sentence.letters
    return (
        "t" in letters[max(0, first - 4) : last]  # "you insisted on moving to Telegram"
        or bool(_INSTEAD.match(letters, last) and _ELSEWHERE.isdisjoint(letters[first:last]))
        or "B" in letters[max(0, first - 4) : last].replace("BP", "")
        or _harmless(sentence, first, last)
    )


def _harmless(sentence: Sentence, first: int, last: int) -> bool:
    return (
        _refused(sentence, first, last)
        or bool(_DEFERRED.search(sentence.letters))
        or sentence.quotes(*sentence.span(first, last))  # words on a button, or in a text that is talked of
        or _is_counted(sentence)
    )


def _refused(sentence: Sentence, first: int, last: int) -> bool:
    """A no before it in the same clause, or a rule against it behind it."""
    letters = sentence.letters
    clause = max(letters.rfind(mark, 0, first) for mark in ",:") + 1
    if "z" in letters[clause : last + 9]:
        return True
    if "Z" not in letters[clause:last]:
        return False
    start, end = sentence.span(clause, last)
    return _NO_REFUSAL.search(sentence.text, start, end) is None

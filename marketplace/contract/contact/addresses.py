# ruff: noqa: E501
"""Postal addresses: a street with a number, and a place or words that say that somebody is there."""

import re
from collections.abc import Iterator

from marketplace.contract.contact.finding import Kind
from marketplace.contract.contact.scene import TALK_OF_SAMPLES, Match, Scene

_KIND_AFTER = r"street|str|st|road|rd|avenue|ave|av|lane|ln|drive|dr|boulevard|blvd|way|court|ct|place|pl|square|sq|terrace|parkway|pkwy|highway|hwy|close|crescent|row|mews|gardens|nagar|marg|chowk|colony|enclave|layout|cross|main road"
_KIND_BEFORE = r"rua|r\.|avenida|av\.?|travessa|praca|largo|alameda|estrada|calle|c/|carrera|cra\.?|plaza|paseo|rue|boulevard|bd|allee|chemin|impasse|place|quai|via|viale|piazza|ul\.?|ulica|al\.|aleja|os\.|вул\.?|вулиця|ул\.?|улица|просп\.?|проспект|пр-т|пров\.?|пер\.?|бул\.?|бульвар|شارع"
_WORD = r"[^\W\d_][\w'.-]*"
_STREET = re.compile(
    rf"(?<![\w.])(?:(?:flat|unit|apt|suite|apartment|house|plot|office|room|h\.?no\.?|no\.?)\s?#?\d{{1,4}}[a-z]?,?\s)?\d{{1,5}}[a-z]?(?:[-/]\d{{1,4}})?,?\s(?:{_WORD}\s){{1,4}}?(?:{_KIND_AFTER})\b\.?"
    rf"|(?<![\w.])(?:\d{{1,5}}[a-z]?,?\s)?(?:{_KIND_BEFORE})\s(?:{_WORD}[\s,]+){{1,5}}?(?:n[o°º]?\.?\s?|nr\.?\s?|буд\.?\s?|д\.?\s?)?\d{{1,5}}[a-z]?(?:[/-]\d{{1,4}})?\b"
    rf"|(?<![\w.])\d{{1,5}}[a-z]?,?\s(?:rue|rua|avenue|boulevard|bd|allee|chemin|impasse|quai|via|calle|place)\s(?:{_WORD}\s?){{1,5}}"
    rf"|(?<![\w.])(?:{_WORD}\s)?(?:{_WORD})?(?:straße|strase|strasse|str\.|weg|platz|allee|gasse|damm|ufer)\s\d{{1,4}}\s?[a-z]?\b"
    rf"|\bp\.?\s?o\.?\s?box\s?\d{{2,6}}\b|\bpostfach\s\d{{2,8}}\b"
)
_PLACE = re.compile(
    r"(?:,?\s(?:apt|apartment|unit|suite|flat|floor|кв|кв\.|apto)\.?\s?#?\w{1,5})?(?:[,\n]\s?[^\W\d_][\w .'-]{1,30}){0,3}?[,\s]+(?:\d{5}(?:-\d{4})?|\d{4}-\d{3}|\d{2}-\d{3}|\d{6}|\d{4}\s?[a-z]{2}|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})\b(?:[,\s]+[^\W\d_][\w-]+)?"
)
_THERE = re.compile(
    r"\b(?:home|office|house|address|live|lives|living|come|visit|ship|post|mail|located|based|meet|send|deliver\w*|reside|stay|studio|find me|flat|my place|drop by|stop by|sign there|hq"
    r"|wohn\w*|adresse|anschrift|komm\w*|besuch\w*|vivo|direccion|domicilio|oficina|vivemos|moro|morada|endereco|habite|bureau|adresa|адрес\w*|живу|офіс\w*|офис\w*|приїжджайте|приезжайте|mieszkam|adres\w*|biuro|rehta|rehti|pata|ghar|عنوان\w*)\b"
)


def addresses(scene: Scene) -> Iterator[Match]:
    """Where somebody lives, works or wants to meet."""
    for street in _STREET.finditer(scene.text):
        sentence = scene.around(street.start())
        place = _PLACE.match(scene.text, street.end())
        said = _THERE.search(scene.text, max(0, sentence.start), sentence.end)
        if (place is None and said is None) or TALK_OF_SAMPLES.search(scene.text, sentence.start, sentence.end):
            continue
        yield Match(street.start(), place.end() if place else street.end(), Kind.ADDRESS)

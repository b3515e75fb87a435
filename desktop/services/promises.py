"""Whether a text speaks of a file that comes with it: “attached”, in the languages of the contact guard. Pure."""

import re

_WORDS = (
    # English, German
    r"attached|attachment\w*|enclosed|i(?:'m| am) attaching",
    r"angehängt\w*|(?:im|als) anhang|beigefügt\w*|anbei|beiliegend\w*",
    # French, Spanish, Portuguese
    r"ci-joint\w*|en pièce jointe|pièces? jointes?|adjunt[oa]s?|adjuntado\w*|em anexo|anexad[oa]s?|segue anexo",
    # Polish, Ukrainian, Russian
    r"w załączniku|załączam|załączon\w*|у вкладенні|додаю файл\w*|долучен\w*",
    r"во вложении|прилагаю|прикрепл\w+|приложен\w*",
    # Arabic, Hindi
    r"مرفق\w*|المرفق\w*|संलग्न",
)
_STEMS = (
    *("attach", "enclos", "angeh", "anhang", "beigef", "anbei", "beilieg", "joint", "adjunt", "anex", "załącz"),
    *("вкладен", "додаю", "долуч", "вложен", "прилаг", "прикреп", "приложен", "مرفق", "संलग्न"),
)
"""What every word above has in it: most texts have none of them, and this is asked at each key."""
_PROMISE = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS)})(?!\w)", re.IGNORECASE)
_DENIAL = re.compile(
    r"(?:\bnot|n't|\bno|nicht|kein\w*|\bnon|\bsin|\bsans|\bbez|\bне|\bбез)\W+(?:\w+\W+)?$", re.IGNORECASE
)


def attachment_word(text: str) -> str:
    """The word by which `text` promises an attachment; empty where it promises none."""
    folded = text.lower()
    if not any(stem in folded for stem in _STEMS):
        return ""
    for found in _PROMISE.finditer(text):
        if _DENIAL.search(text[max(0, found.start() - 30) : found.start()]) is None:
            return found[0]
    return ""

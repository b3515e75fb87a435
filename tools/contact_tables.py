"""Build the contact guard's tables ahead from the packages that keep the facts: `python -m tools.contact_tables`.

Needs `phonenumberslite`, `publicsuffixlist` and `confusable-homoglyphs`, which the program itself never imports. The
tables are small text files, so that a difference between two versions of the facts can be read.
"""

import json
import unicodedata
from collections.abc import Iterable
from importlib import import_module, metadata, resources
from pathlib import Path

TABLES = Path(__file__).resolve().parents[1] / "marketplace" / "contract" / "contact" / "tables"
# Scripts whose letters nobody needs for the languages of the guard: there a look-alike is nothing else.
STRANGE = {
    "LATIN", "COPTIC", "CANADIAN", "WARANG", "CHEROKEE", "OSAGE", "LISU", "CARIAN", "LYCIAN", "DESERET", "ELBASAN",
    "TIFINAGH", "RUNIC", "ARMENIAN", "SCRIPT", "MIAO", "BAMUM", "OLD", "SMALL",
}  # fmt: skip
LONGEST_NUMBER = 15


def main() -> None:
    """Write all tables anew."""
    TABLES.mkdir(exist_ok=True)
    _write("suffixes.txt", "publicsuffixlist", "Top-level domains", suffixes())
    _write("calling_codes.txt", "phonenumberslite", "Calling codes and lengths of numbers", calling_codes())
    _write("lookalikes.txt", "confusable-homoglyphs", "Letters of scripts that pass for Latin ones", lookalikes())


def suffixes() -> Iterable[str]:
    """Every top-level domain of the public suffix list, in letters and as it travels."""
    rules = (resources.files("publicsuffixlist") / "public_suffix_list.dat").read_text("utf-8")
    for line in sorted(set(rules.partition("===END ICANN DOMAINS===")[0].split("\n"))):
        rule = line.strip().lower()
        if rule and not rule.startswith(("/", "*", "!")) and "." not in rule:
            yield rule


def calling_codes() -> Iterable[str]:
    """Lines such as `351 9`."""
    phonenumbers = import_module("phonenumbers")
    for code, regions in sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()):
        lengths: set[int] = set()
        for region in regions:
            facts = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(code, region)
            lengths.update(facts.general_desc.possible_length)
        fitting = [str(length) for length in sorted(lengths) if length + len(str(code)) <= LONGEST_NUMBER]
        yield f"{code} {','.join(fitting)}"


def lookalikes() -> Iterable[str]:
    """Lines such as `Ꭺ a`: one character and the Latin letter or digit it passes for."""
    entries = json.loads((resources.files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    for character, alike in sorted(entries.items()):
        plain = next(
            (one["c"] for one in alike if len(one["c"]) == 1 and one["c"].isascii() and one["c"].isalnum()), None
        )
        if plain and len(character) == 1 and not character.isascii() and _is_strange(character):
            yield f"{character} {plain.lower()}"


def _is_strange(character: str) -> bool:
    stays = unicodedata.normalize("NFKC", character) == character
    return stays and unicodedata.name(character, "").split(" ")[0] in STRANGE


def _write(name: str, package: str, title: str, lines: Iterable[str]) -> None:
    head = f"# {title}, from {package} {metadata.version(package)}. Written by tools/contact_tables.py; see LICENCES.\n"
    (TABLES / name).write_text(head + "".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main()

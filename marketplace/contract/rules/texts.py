"""What is asked of every text, list entry and file, whoever sends it."""

import unicodedata

from marketplace.contract.entities import Attachment
from marketplace.contract.policy import Choice, Limits
from marketplace.contract.refusals import Refusal


def first(*refusals: Refusal | None) -> Refusal | None:
    """The first of `refusals` that is one."""
    return next((refusal for refusal in refusals if refusal is not None), None)


def text(value: str, most: int, field: str) -> Refusal | None:
    """`value` has at most `most` code points and nothing that no text can hold."""
    if len(value) > most:
        return Refusal(
            name="text_too_long", field=field, detail=f"This text has {len(value):,} characters; {most:,} are allowed."
        )
    if any(unicodedata.category(character) == "Cs" or character == "\0" for character in value):
        return Refusal(name="malformed", field=field, detail="This text holds characters that cannot be sent.")
    return None


def some_text(value: str, most: int, field: str) -> Refusal | None:
    """As `text`, and not empty."""
    return text(value, most, field) if value.strip() else Refusal(name="text_required", field=field)


def listed(key: str, choices: tuple[Choice, ...], name: str, field: str) -> Refusal | None:
    """`key` is one of `choices`; `name` is how it is refused where it is not."""
    return None if any(choice.key == key for choice in choices) else Refusal(name=name, field=field)


def attachment_flaws(attachments: tuple[Attachment, ...], limits: Limits) -> list[Refusal]:
    """What is wrong with the files, named one by one."""
    flaws = []
    if len(attachments) > limits.attachments:
        flaws.append(
            Refusal(
                name="too_many_attachments",
                field="attachments",
                detail=f"{len(attachments)} files are attached; {limits.attachments} are allowed.",
            )
        )
    for attachment in attachments:
        flaws += file_flaws(attachment, limits.attachment_size, limits.attachment_name, "attachments")
    return flaws


def file_flaws(file: Attachment, largest: int, longest: int, field: str) -> list[Refusal]:
    """What is wrong with one file of at most `largest` bytes, under a name of at most `longest` bytes."""
    flaws = []
    if file.size > largest:
        detail = f"“{file.name}” is larger than {largest // 2**20} MB."
        flaws.append(Refusal(name="attachment_too_large", field=field, detail=detail))
    if not _good_file_name(file.name, longest):
        flaws.append(Refusal(name="bad_attachment_name", field=field))
    return flaws


def _good_file_name(name: str, most: int) -> bool:
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= most
        and name not in {".", ".."}
        and not any(character in "/\\" or unicodedata.category(character) in {"Cc", "Cs"} for character in name)
    )

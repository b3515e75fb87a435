"""Templates: kept here, exchanged as plain files, filled with what is known of a job and its client."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from desktop.errors import AppError, DiskProblem
from desktop.local import documents, files, names, templates
from desktop.local.earlier import EarlierLetter, letters_to
from desktop.local.templates import Template
from desktop.local.thread import StoreThread
from desktop.models.plain import writable
from desktop.services.composer import Composition
from desktop.services.templating import LONGEST, filled, unknown
from marketplace.contract.entities import Account, Invitation
from marketplace.contract.ids import new_id

SUFFIXES = (".md", ".txt")
MOST_BYTES = 4 * LONGEST
_SHORTCUT = re.compile(r"^(.*?)\s*\[([\w-]{1,20})\]$")


class Imported(NamedTuple):
    """How many templates came in, and a sentence about each file that did not."""

    taken: int
    left_out: tuple[str, ...]


class Templates:
    """Verbs on templates."""

    def __init__(self, store: StoreThread) -> None:
        self._store = store

    async def all(self) -> list[Template]:
        """All templates, by name."""
        return await self._store.read(templates.load)

    async def keep(self, template: Template) -> None:
        """Keep one, new or changed."""
        await self._store.write(templates.keep, template)

    async def delete(self, template: str) -> None:
        """Take one away."""
        await self._store.write(templates.delete, template)

    async def values(self, composition: Composition) -> dict[str, str]:
        """What variables can be filled with here: one's own values, and what is known of job and client."""
        return await self._store.read(templates.own_values) | known(composition)

    async def filled_for(self, invitation: Invitation) -> list[tuple[str, str]]:
        """Names and texts of the templates that need nothing which is not known of this invitation."""
        account = await self._store.read(documents.load, "account", Account)
        values = await self._store.read(templates.own_values) | _known(invitation, account)
        return [(each.name, filled(each.text, values)) for each in await self.all() if not unknown(each.text, values)]

    async def filled_for_all(self, invitations: Sequence[Invitation]) -> list[tuple[str, str]]:
        """Names and texts of the templates that say the same to all of them."""
        first, *others = [await self.filled_for(each) for each in invitations]
        return [each for each in first if all(each in texts for texts in others)]

    async def remember(self, values: dict[str, str]) -> None:
        """What variables of one's own were filled with."""
        await self._store.write(templates.keep_values, values)

    async def earlier(self, composition: Composition) -> list[EarlierLetter]:
        """Letters to the same client, newest first."""
        return await self._store.read(letters_to, composition.invitation.client.id)

    async def read_folder(self, folder: Path) -> Imported:
        """Take in the `.md` and `.txt` files of a folder; one of a known name replaces it."""
        found, left_out = await asyncio.to_thread(_read_folder, folder)
        known_ids = {each.name: each.id for each in await self.all()}
        for name, shortcut, text in found:
            id_ = known_ids.get(name, new_id())
            await self.keep(Template(id=id_, name=name, text=text, shortcut=shortcut))
        return Imported(len(found), tuple(left_out))

    async def write_folder(self, folder: Path) -> int:
        """Write each template into a `.md` file of a folder; answers how many. Raises DiskProblem with a sentence."""
        every = await self.all()
        await asyncio.to_thread(_write_folder, folder, every)
        return len(every)


def known(composition: Composition) -> dict[str, str]:
    """What is known of the job, the client and the writer, under the names of variables."""
    return _known(composition.invitation, composition.account)


def _known(invitation: Invitation, account: Account | None) -> dict[str, str]:
    client, job = invitation.client, invitation.job
    return {
        "client.name": client.name or "",
        "client.country": client.country,
        "client.city": client.city or "",
        "job.title": job.title,
        "job.category": job.category,
        "my.name": account.name if account is not None else "",
        "my.title": account.title if account is not None else "",
    }


def _read_folder(folder: Path) -> tuple[list[tuple[str, str, str]], list[str]]:
    found, left_out = [], []
    try:
        texts = sorted(each for each in folder.iterdir() if each.suffix.lower() in SUFFIXES)
    except OSError as error:
        raise AppError(f"The folder “{folder.name}” cannot be read: {error.strerror}. Nothing was changed.") from error
    for file in texts[: templates.MOST]:
        try:
            found.append((*_named(file.stem), _read(file)))
        except (OSError, ValueError):
            left_out.append(f"“{file.name}” is no plain text of at most {LONGEST:,} characters.")
    return found, left_out


def _read(file: Path) -> str:
    if not file.is_file() or file.stat().st_size > MOST_BYTES:
        raise ValueError(file.name)
    text = writable(file.read_text("utf-8-sig"))
    if len(text) > LONGEST:
        raise ValueError(file.name)
    return text


def _named(stem: str) -> tuple[str, str]:
    """A file's name as name and shortcut: `Thank you [thx]`."""
    found = _SHORTCUT.match(stem)
    return (found[1].strip() or stem, found[2]) if found is not None else (stem, "")


def _write_folder(folder: Path, every: list[Template]) -> None:
    taken: set[str] = set()
    try:
        for template in every:
            name = _file_name(template)
            while names.alike(name) in taken:
                name += "_"
            taken.add(names.alike(name))
            files.put_text(folder / f"{name}.md", template.text)
    except OSError as error:
        raise DiskProblem(f"The folder cannot be written: {error.strerror}. Your templates are safe here.") from error


def _file_name(template: Template) -> str:
    fit = names.for_file(template.name, "Template")
    return f"{fit} [{template.shortcut}]" if template.shortcut else fit

"""Random work on a proposal: written, attached, put in order, saved, sent, taken back. What arrives was shown.

The sheet is the real one; between it and the marketplace stand the client's services over a real store.
"""

import asyncio
import random
import tempfile
from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent

from desktop.errors import AppError
from desktop.models.rows import ComposerValues, MilestoneRow
from desktop.presenters import filling
from desktop.presenters.wording import compositions as wording
from desktop.services import composer
from desktop.services.composer import Composition
from desktop.services.outgoing import Sent
from desktop.views.composer import ComposerPanel
from marketplace.contract.entities import (
    Attachment,
    FixedBudget,
    HourlyRange,
    HourlyTerms,
    Milestone,
    MilestoneTerms,
    ProjectTerms,
    Proposal,
    RateIncrease,
    Terms,
)
from marketplace.contract.policy import Policy
from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.marketplace.stories import INVITATION, Story, a_job

STEPS = 24
TEXTS = (
    "Dear team,\n\nwith pleasure.",
    "",
    "Zwei Sätze — mit Umlauten.",
    "日本語 😀 e\u0301 no-break\u00a0space",
    "  indented\n\n\nand three lines apart  ",
    "\u202eback\u202c to front",
    "x" * 5000,
)
AMOUNTS = ("54.00", "3.00", "999.00", "48.55", "0.00", "1000000.00", "")
GOOD_AMOUNTS = ("54.00", "48.55", "5.00", "998.99")
QUESTIONS = ("Which tools?", "How soon?")


def run(seed: int) -> None:
    """One sequence of `STEPS` steps and a proposal at its end; raises AssertionError where it came out differently."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="bellhop-scribbling-") as folder:
        story = Story()
        desk = Desk(Path(folder, "profile"), NearMarket(story), undo_seconds=60)
        budget = chance.choice((HourlyRange(low=Decimal(38), high=Decimal(52)), FixedBudget(amount=Decimal(900))))
        story.invited(a_job(budget=budget, questions=QUESTIONS[: chance.randrange(3)]))
        try:
            asyncio.run(_Scribbler(chance, desk, story, Path(folder)).scribble())
        finally:
            desk.close()
            story.engine.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class _Scribbler:
    """Works on one draft."""

    def __init__(self, chance: random.Random, desk: Desk, story: Story, folder: Path) -> None:
        self._chance = chance
        self._desk = desk
        self._story = story
        self._folder = folder
        self._panel = ComposerPanel()
        self._open: Composition | None = None
        self._limits = Policy().limits

    async def scribble(self) -> None:
        try:
            async with self._desk.synced(), self._desk.delivering():
                await self._reopen()
                for _ in range(STEPS):
                    await self._chance.choice(self._steps())()
                await self._send_for_good()
        finally:
            self._panel.deleteLater()

    def _steps(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        return (self._write, self._write, self._attach, self._order, self._detach, self._save, self._reopen, self._undo)

    @property
    def _draft(self) -> Composition:
        assert self._open is not None
        return self._open

    async def _write(self) -> None:
        """Fill something in as a person would, and take over what the sheet says."""
        values = self._panel.values()
        answers = tuple(self._chance.choice(TEXTS) for _ in values.answers)
        parts = tuple(
            MilestoneRow(self._chance.choice(TEXTS)[:40], self._chance.choice(("", "2027-01-20")), amount)
            for amount in self._chance.choices(AMOUNTS, k=self._chance.randrange(4))
        )
        changed: list[ComposerValues] = [
            values._replace(cover_letter=self._chance.choice(TEXTS)),
            values._replace(message=self._chance.choice(TEXTS)),
            values._replace(answers=answers),
            values._replace(as_offered=not values.as_offered),
            values._replace(amount=self._chance.choice(AMOUNTS)),
            values._replace(by_milestone=not values.by_milestone, milestones=parts),
            values._replace(increase=self._chance.choice(("", "6")), increase_percent="5.00"),
            values._replace(duration=self._chance.choice(("", "1_to_3_months"))),
        ]
        self._panel.load(wording.sheet(self._draft, 0), self._chance.choice(changed))
        self._take_over(self._draft.draft.fields.attachments)

    def _take_over(self, attachments: tuple[Attachment, ...]) -> None:
        fields = filling.fields(self._panel.values(), attachments)
        self._open = composer.with_fields(self._draft, fields)

    async def _attach(self) -> None:
        name = f"{self._chance.randrange(6)}.txt"
        source = self._folder / name
        source.write_text(f"{name} {self._chance.randrange(3)}")
        attached = self._draft.draft.fields.attachments
        try:
            taken = await self._desk.attachments.take(source, self._limits)
        except AppError:
            return
        source.unlink()
        if len(attached) < self._limits.attachments and taken.blob not in {each.blob for each in attached}:
            self._take_over((*attached, taken))

    async def _order(self) -> None:
        attached = list(self._draft.draft.fields.attachments)
        self._chance.shuffle(attached)
        self._take_over(tuple(attached))

    async def _detach(self) -> None:
        self._take_over(self._draft.draft.fields.attachments[1:])

    async def _save(self) -> None:
        saved = await self._desk.composer.save(self._draft.draft)
        self._open = self._draft._replace(draft=saved)

    async def _reopen(self) -> None:
        """Leave the draft and come back to it, perhaps after the program was ended."""
        if self._open is not None:
            await self._save()
        found = await self._desk.composer.open(INVITATION)
        assert found is not None
        if self._open is not None:
            assert found.draft.fields == self._draft.draft.fields, "what was saved came back differently"
        self._open = found
        self._panel.load(wording.sheet(found, 0), filling.values(found))

    async def _undo(self) -> None:
        """Send, and take it back in time: the draft is as it was."""
        outcome = await self._desk.composer.send(self._draft, unblock=False)
        if not isinstance(outcome, Sent):
            return
        assert await self._desk.outgoing.take_back(outcome.command)
        await self._reopen()

    def _fitting(self, values: ComposerValues) -> ComposerValues:
        """As the rules want it, at terms of one's own more often than not."""
        parts = [
            MilestoneRow(f"Part {number}", self._chance.choice(("", "2027-01-20")), self._chance.choice(GOOD_AMOUNTS))
            for number in range(self._chance.randrange(1, 4))
        ]
        return values._replace(
            as_offered=self._chance.random() < 0.3,
            amount=self._chance.choice(GOOD_AMOUNTS),
            increase=self._chance.choice(("", "6")),
            increase_percent="5.00",
            by_milestone=self._chance.random() < 0.5,
            milestones=tuple(parts),
            cover_letter="Dear team",
            message="",
            answers=("Yes.",) * len(values.answers),
        )

    async def _send_for_good(self) -> None:
        """What is shown is what arrives; where the rules are against it, it is made to fit first."""
        if composer.flaws(self._draft):
            fitting = self._fitting(self._panel.values())
            self._panel.load(wording.sheet(self._draft, 0), fitting)
            self._take_over(self._draft.draft.fields.attachments)
        shown, said = self._draft, composer.texts(self._draft)
        outcome = await self._desk.composer.send(shown, unblock=False)
        assert isinstance(outcome, Sent), outcome
        self._desk.now += 120
        self._desk.delivery.poke()
        await self._desk.until_delivered()
        (arrived,) = [each for each in self._story.seen() if isinstance(each, Proposal)]
        values, budget = self._panel.values(), shown.invitation.job.budget
        assert arrived.terms == _as_shown(values, budget)
        assert (arrived.cover_letter, arrived.message) == (values.cover_letter, values.message)
        assert (arrived.answers, arrived.duration or "") == (values.answers, values.duration)
        assert arrived.attachments == shown.draft.fields.attachments
        assert {each.field for each in said} >= ({"cover_letter"} if arrived.cover_letter else set())


def _as_shown(values: ComposerValues, budget: HourlyRange | FixedBudget) -> Terms:
    """The terms that stand on the sheet."""
    if isinstance(budget, HourlyRange):
        if values.as_offered:
            return HourlyTerms(rate=budget.high)
        if not values.increase:
            return HourlyTerms(rate=Decimal(values.amount))
        rises = RateIncrease(months=int(values.increase), percent=Decimal(values.increase_percent))
        return HourlyTerms(rate=Decimal(values.amount), increase=rises)
    if values.as_offered:
        return ProjectTerms(amount=budget.amount)
    if not values.by_milestone:
        return ProjectTerms(amount=Decimal(values.amount))
    return MilestoneTerms(
        milestones=tuple(
            Milestone(
                description=each.description,
                amount=Decimal(each.amount),
                due=date.fromisoformat(each.due) if each.due else None,
            )
            for each in values.milestones
        )
    )

"""What can be open beside the list. Panels are made when they are first asked for, and kept."""

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.views.elements.panel import SheetPanel
from desktop.views.entries.state import StatePage

if TYPE_CHECKING:
    from desktop.views.composer import ComposerPanel
    from desktop.views.conversation import ConversationPanel
    from desktop.views.invitation import InvitationPanel
    from desktop.views.outbox import OutboxPanel
    from desktop.views.proposal import ProposalPanel

NOTHING = "Nothing is open"

Made = TypeVar("Made", bound=QWidget)


class Panels(QStackedWidget):
    """`invitation`, `proposal`, `composer`, `conversation`, `outbox`: the panels.

    Signals:
        action_requested(): the button of the page that stands there when nothing is open.
    """

    action_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._made: dict[type[QWidget], QWidget] = {}
        self._nothing = StatePage()
        self._nothing.action_requested.connect(self.action_requested)
        self.addWidget(self._nothing)
        self.show_nothing()

    def show_nothing(self, icon: str = "mail-open", title: str = NOTHING, text: str = "", action: str = "") -> None:
        """Nothing is open; say so, and what could be done."""
        self._nothing.show_state(icon, title, text, action)
        self.setCurrentWidget(self._nothing)

    def do(self, name: str) -> None:
        """Do what the key `name` (`accept`, `decline`, `ignore`, `send`, `save`) means for the open panel."""
        action = getattr(self.currentWidget(), name, None)
        if action is not None:
            action()

    @Slot(int)
    def turn_page(self, by: int) -> None:
        """Read what is open on, by a page, or back."""
        shown = self.currentWidget()
        if isinstance(shown, SheetPanel):
            shown.turn_page(by)

    @property
    def invitation(self) -> "InvitationPanel":
        """The panel `Invitation`."""
        from desktop.views.invitation import InvitationPanel

        return self._panel(InvitationPanel)

    @property
    def proposal(self) -> "ProposalPanel":
        """The panel `Proposal`."""
        from desktop.views.proposal import ProposalPanel

        return self._panel(ProposalPanel)

    @property
    def composer(self) -> "ComposerPanel":
        """The panel `Proposal draft`."""
        from desktop.views.composer import ComposerPanel

        return self._panel(ComposerPanel)

    @property
    def conversation(self) -> "ConversationPanel":
        """The panel `Conversation`."""
        from desktop.views.conversation import ConversationPanel

        return self._panel(ConversationPanel)

    @property
    def outbox(self) -> "OutboxPanel":
        """The panel of a waiting command."""
        from desktop.views.outbox import OutboxPanel

        return self._panel(OutboxPanel)

    def _panel(self, kind: type[Made]) -> Made:
        made = self._made.get(kind)
        if made is None:
            made = self._made[kind] = kind()
            self.addWidget(made)
        return made  # type: ignore[return-value]

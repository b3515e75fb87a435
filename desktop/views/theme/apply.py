"""Puts a look on the program: palette, style sheet and font, and keeps it in step with the system."""

import re

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from desktop.views.theme import tokens
from desktop.views.theme.tokens import Colours, Theme

_MARK = re.compile(r"@(\w+)|(\d+)dp")
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}


class Themes(QObject):
    """The wish of the user (`light`, `dark` or `system`), and what follows from it now.

    Colours and fonts are there from the first wish on; the style sheet from `dress` on.

    Signals:
        changed(str): the look that is on now, `light` or `dark`.
    """

    changed = Signal(str)

    def __init__(self, app: QApplication, font_scale: float) -> None:
        super().__init__(app)
        self._app = app
        self._wish = "system"
        self._is_dressed = False
        self._family = QFont(app.font())
        self._scale = max(1.0, QFontInfo(self._family).pixelSize() / tokens.BODY) * font_scale
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def wish(self) -> str:
        """What the user asked for: `light`, `dark` or `system`."""
        return self._wish

    @Slot(str)
    def choose(self, wish: str) -> None:
        """Switch to `light`, `dark` or whatever the `system` asks for, at once."""
        self._wish = wish
        self._app.styleHints().setColorScheme(_SCHEMES[wish])
        self._show()

    def dress(self) -> None:
        """Put the style sheet on, now and with every look that follows.

        After the first window is built: a widget that wears it is polished again each time it gets a new parent.
        """
        self._is_dressed = True
        self._app.setStyleSheet(sheet(tokens.current()))

    @Slot()
    def _on_scheme_changed(self) -> None:
        if self._wish == "system":
            self._show()

    def _show(self) -> None:
        name = self._wish
        if name == "system":
            name = "dark" if tokens.is_dark(self._app.styleHints().colorScheme()) else "light"
        theme = tokens.make(name, self._scale, self._family)
        tokens.show(theme)
        self._app.setPalette(palette(theme.colours))
        self._app.setFont(theme.fonts.body)
        if self._is_dressed:
            self._app.setStyleSheet(sheet(theme))
        self.changed.emit(name)


def apply(app: QApplication, wish: str = "system", font_scale: float = 1.0) -> Themes:
    """Style `app`; returns the switch, which lives as long as `app`. Call it once."""
    themes = Themes(app, font_scale)
    themes.choose(wish)
    themes.dress()
    return themes


def sheet(theme: Theme) -> str:
    """The style sheet of `theme`. Raises AttributeError when the template names an unknown role."""

    def fill(mark: re.Match[str]) -> str:
        role, pixels = mark.groups()
        return getattr(theme.colours, role).name() if role else f"{theme.px(int(pixels))}px"

    return _MARK.sub(fill, (tokens.STYLE / "bellhop.qss").read_text("utf-8"))


def palette(colours: Colours) -> QPalette:
    """The palette for what Qt paints on its own."""
    made = QPalette(colours.text, colours.raised, colours.line, colours.faint, colours.line, colours.text, colours.pane)
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, colours.background),
        (roles.AlternateBase, colours.raised),
        (roles.ButtonText, colours.text),
        (roles.Highlight, colours.accent),
        (roles.HighlightedText, colours.on_accent),
        (roles.Accent, colours.accent),
        (roles.Link, colours.accent),
        (roles.PlaceholderText, colours.faint),
        (roles.ToolTipBase, colours.raised),
        (roles.ToolTipText, colours.text),
    ):
        made.setColor(role, colour)
    return made

"""What the product's code must not do: each rule finds the lines, says why, and carries examples of both sides."""

import ast
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.architecture.sources import Module, called, dotted, last_name

Finder = Callable[[Module], Iterator[ast.AST]]


class Rule(NamedTuple):
    """`caught` and `allowed` are examples in `where`: a rule that misses the first or meets the second is broken."""

    name: str
    reason: str
    finds: Finder
    caught: tuple[str, ...]
    allowed: tuple[str, ...] = ()
    where: str = "desktop/views/example.py"

    def breaches(self, module: Module) -> list[str]:
        """The places in `module` that break the rule, as `file:line`."""
        return [f"{module.name}:{getattr(node, 'lineno', 1)}" for node in self.finds(module)]


VIEWS = ("desktop/views/",)
THEME = "desktop/views/theme/"
NESTING = {"exec", "exec_"}
STATIC_DIALOGS = re.compile(
    r"QMessageBox\.(about|aboutQt|critical|information|question|warning)"
    r"|QFileDialog\.get\w+|QInputDialog\.get\w+|QColorDialog\.getColor|QFontDialog\.getFont"
)
RICH_CALLS = {
    *("appendHtml", "insertHtml", "setHtml", "setMarkdown", "insertMarkdown", "setOpenExternalLinks"),
    *("setOpenLinks", "setWhatsThis"),
}
RICH_NAMES = {"AutoText", "MarkdownText", "QTextBrowser", "RichText"}
OPENERS = {"QDesktopServices", "startfile", "webbrowser", "LinksAccessibleByMouse", "TextBrowserInteraction"}
OPENING_PROGRAM = re.compile(
    r"(?:xdg-open|gio|kde-open5?|exo-open|gnome-open|gvfs-open|rundll32|explorer)(?:\.exe)?\b.*"
)
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}){1,2}\b|\brgba?\(|\bhsla?\(")


def _nested_loops(module: Module) -> Iterator[ast.AST]:
    return (call for call in module.calls() if _is_exec(call.func) or STATIC_DIALOGS.fullmatch(dotted(call.func)))


def _is_exec(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr in NESTING


def _foreign_loops(module: Module) -> Iterator[ast.AST]:
    if module.name != "desktop/loop.py":
        yield from (call for call in module.calls() if called(call) in {"QEventLoop", "asyncSlot", "asyncClose"})


def _async_in_views(module: Module) -> Iterator[ast.AST]:
    if module.is_in(*VIEWS, "desktop/models/"):
        yield from (node for node in ast.walk(module.tree) if isinstance(node, ast.AsyncFunctionDef | ast.Await))


def _unowned_slots(module: Module) -> Iterator[ast.AST]:
    for call in module.calls():
        if called(call) == "connect" and call.args and _is_unowned(call.args[0]):
            yield call


def _is_unowned(slot: ast.expr) -> bool:
    if isinstance(slot, ast.Call):
        return last_name(slot.func) == "partial"
    return isinstance(slot, ast.Lambda) or last_name(slot) == "emit"


def _rich_text(module: Module) -> Iterator[ast.AST]:
    for node in ast.walk(module.tree):
        if (isinstance(node, ast.Call) and called(node) in RICH_CALLS) or (
            isinstance(node, ast.Name | ast.Attribute) and last_name(node) in RICH_NAMES
        ):
            yield node


def _openers(module: Module) -> Iterator[ast.AST]:
    for node in ast.walk(module.tree):
        match node:
            case ast.Name() | ast.Attribute() if last_name(node) in OPENERS:
                yield node
            case ast.alias(name=name) if name.rpartition(".")[2] in OPENERS:
                yield node
            case ast.Constant(value=str() as text) if OPENING_PROGRAM.fullmatch(text):
                yield node


def _guessing_labels(module: Module) -> Iterator[ast.AST]:
    yield from (call for call in module.calls() if called(call) == "QLabel")
    yield from (node for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef) and _guesses(node))


def _guesses(definition: ast.ClassDef) -> bool:
    is_guessing = {"QLabel", "QMessageBox"} & {last_name(base) for base in definition.bases}
    return bool(is_guessing) and "PlainText" not in ast.unparse(definition)


def _guessing_boxes(module: Module) -> Iterator[ast.AST]:
    yield from (call for call in module.calls() if called(call) == "QMessageBox")


def _computed_tool_tips(module: Module) -> Iterator[ast.AST]:
    for call in module.calls():
        if called(call) == "setToolTip" and call.args and not _is_our_own_text(call.args[0]):
            yield call


def _is_our_own_text(text: ast.expr) -> bool:
    return isinstance(text, ast.Constant) or (isinstance(text, ast.Call) and last_name(text.func) == "tr")


def _literal_colours(module: Module) -> Iterator[ast.AST]:
    if not module.is_in(*VIEWS) or module.is_in(THEME):
        return
    for node in ast.walk(module.tree):
        if _is_colour_text(node) or _is_made_colour(node):
            yield node


def _is_colour_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(COLOUR.search(node.value))


def _is_made_colour(node: ast.AST) -> bool:
    match node:
        case ast.Attribute():
            return dotted(node).startswith("GlobalColor.")
        case ast.Call(func=function, args=arguments):
            return last_name(function) == "QColor" and any(isinstance(each, ast.Constant) for each in arguments)
    return False


def _vague_names(module: Module) -> Iterator[ast.AST]:
    parts = module.name.removesuffix(".py").split("/")
    if {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"} & set(parts):
        yield module.tree


RULES = (
    Rule(
        "no nested event loop",
        "A nested loop steps other tasks from inside a task and loses wake-ups: open() the dialog and await it.",
        _nested_loops,
        caught=(
            "dialog.exec()",
            "menu.exec_(point)",
            "QMessageBox.warning(self, 'a', 'b')",
            "QFileDialog.getOpenFileName()",
        ),
        allowed=("dialog.open()", "connection.execute('select 1')", "QFileDialog(self).open()"),
    ),
    Rule(
        "one event loop",
        "There is one loop, made in desktop/loop.py; asyncSlot drops arguments and asyncClose spins.",
        _foreign_loops,
        caught=("QEventLoop().quit()", "@asyncSlot()\ndef save(self): ..."),
        where="desktop/presenters/example.py",
    ),
    Rule(
        "no coroutine in views and models",
        "A widget may be gone when an await returns. Views ask by signals; presenters and services wait.",
        _async_in_views,
        caught=("async def load(self): ...",),
        allowed=("def load(self): ...",),
    ),
    Rule(
        "bound methods are connected",
        "A lambda or partial that holds a widget keeps it alive for ever; a connected emit may crash.",
        _unowned_slots,
        caught=(
            "a.clicked.connect(lambda: self.go())",
            "a.clicked.connect(partial(self.go, 1))",
            "a.b.connect(self.c.emit)",
        ),
        allowed=("a.clicked.connect(self._on_clicked)", "a.clicked.connect(self.decline_requested)"),
    ),
    Rule(
        "plain text only",
        "Rich text loads files, hides what was written and freezes the window with 224 bytes of nested tables.",
        _rich_text,
        caught=(
            "a.setHtml(text)",
            "a.setTextFormat(Qt.TextFormat.RichText)",
            "QTextBrowser()",
            "a.setOpenExternalLinks(True)",
        ),
        allowed=("a.setPlainText(text)", "a.setTextFormat(Qt.TextFormat.PlainText)"),
    ),
    Rule(
        "nothing from outside is opened",
        "An address or a file from outside can be file:, smb: or a program. Texts are read and copied. What is to be"
        " opened one day goes through one function that judges it, shows where it leads past mistaking, and asks.",
        _openers,
        caught=(
            "QDesktopServices.openUrl(url)",
            "from PySide6.QtGui import QDesktopServices",
            "import webbrowser",
            "webbrowser.open(text)",
            "os.startfile(path)",
            "from os import startfile",
            "subprocess.run(['xdg-open', path])",
            "os.system('rundll32 url.dll,FileProtocolHandler x')",
            "label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)",
        ),
        allowed=("path.open('rb')", "dialog.open()", "label.setTextInteractionFlags(Qt.TextSelectableByMouse)"),
        where="desktop/presenters/example.py",
    ),
    Rule(
        "labels never guess",
        "A bare QLabel decides by itself that a text is rich; use PlainLabel, which does not.",
        _guessing_labels,
        caught=("QLabel(text)", "class Loud(QLabel): ..."),
        allowed=(
            "PlainLabel(text)",
            "class Calm(QLabel):\n def __init__(self): self.setTextFormat(Qt.TextFormat.PlainText)",
        ),
    ),
    Rule(
        "message boxes never guess",
        "A QMessageBox decides by itself that a text is rich; show the sentence in the window or in a dialog of ours.",
        _guessing_boxes,
        caught=("QMessageBox(self)",),
    ),
    Rule(
        "tool tips are our own words",
        "A tool tip guesses whether its text is rich, so nothing from outside may get there.",
        _computed_tool_tips,
        caught=("a.setToolTip(row.title)", "a.setToolTip(f'{name}')"),
        allowed=("a.setToolTip('Notifications')", "a.setToolTip(self.tr('Notifications'))"),
    ),
    Rule(
        "colours are roles of the theme",
        "A literal colour is unreadable in the other theme; name a role of desktop/views/theme.",
        _literal_colours,
        caught=("a.setStyleSheet('color: #0f766e')", "QColor(1, 2, 3)", "QColor('red')", "p = Qt.GlobalColor.red"),
        allowed=("QColor(role)", "painter.setPen(current().text)", "a.setObjectName('#')"),
    ),
    Rule(
        "modules are named after things",
        "What has no name of its own collects everything: each utils.py of our models became a god file.",
        _vague_names,
        caught=("",),
        where="desktop/services/utils.py",
    ),
)

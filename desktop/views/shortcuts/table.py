"""The one table of actions: the keys, the menu and the sheet are all made of it."""

from typing import NamedTuple


class Intent(NamedTuple):
    """Something a person may want. `keys` are portable key sequences; `in_menu` puts it into the menu as well.

    An `is_choice` is on or off, as its mark in the menu says.

    A single letter never reaches its action while a text field has the focus: the field takes it first.
    """

    name: str
    text: str
    group: str
    keys: tuple[str, ...]
    in_menu: bool = False
    is_choice: bool = False


INTENTS = (
    Intent("next", "Next entry", "Moving", ("J",)),
    Intent("previous", "Previous entry", "Moving", ("K",)),
    Intent("extend_next", "Select the next entry as well", "Moving", ("Shift+J",)),
    Intent("extend_previous", "Select the previous entry as well", "Moving", ("Shift+K",)),
    Intent("select", "Select this entry as well, or no longer", "Moving", ("X",)),
    Intent("back", "Back to the list", "Moving", ("Alt+Left",)),
    Intent("accept", "Accept", "An invitation", ("A",)),
    Intent("decline", "Decline", "An invitation", ("D",)),
    Intent("ignore", "Ignore", "An invitation", ("I",)),
    Intent("undo", "Undo what was just sent or answered", "Writing", ("U",)),
    Intent("send", "Send", "Writing", ("Ctrl+Return", "Ctrl+Enter")),
    Intent("save", "Save now", "Writing", ("Ctrl+S",)),
    Intent("go_offers", "Go to Offers", "Going", ("G, O",)),
    Intent("go_invitations", "Go to Invitations to apply", "Going", ("G, I",)),
    Intent("go_active", "Go to Active proposals", "Going", ("G, A",)),
    Intent("go_submitted", "Go to Submitted proposals", "Going", ("G, S",)),
    Intent("go_archived", "Go to Archived", "Going", ("G, X",)),
    Intent("go_messages", "Go to Messages", "Going", ("G, M",)),
    Intent("go_drafts", "Go to Drafts", "Going", ("G, D",)),
    Intent("go_outbox", "Go to Outbox", "Going", ("G, B",)),
    Intent("notifications", "Notifications", "The window", ("Ctrl+Shift+N",), in_menu=True),
    Intent("sync", "Sync now", "The window", ("F5",), in_menu=True),
    Intent("blocked", "Blocked clients", "The window", (), in_menu=True),
    Intent("draft_copies", "Keep drafts for my other computers", "The window", (), in_menu=True, is_choice=True),
    Intent("theme_system", "Look like the system", "The window", (), in_menu=True),
    Intent("theme_light", "Light look", "The window", (), in_menu=True),
    Intent("theme_dark", "Dark look", "The window", (), in_menu=True),
    Intent("shortcuts", "Keyboard shortcuts", "The window", ("?",), in_menu=True),
    Intent("quit", "Quit", "The window", ("Ctrl+Q",), in_menu=True),
)


WITHIN = (
    Intent("", "Go on from field to field, and back", "In lists, drafts and dialogs", ("Tab", "Shift+Tab")),
    Intent("", "Read on in what is open, from the list", "In lists, drafts and dialogs", ("Space", "Shift+Space")),
    Intent("", "Scroll what is open, or a dialog", "In lists, drafts and dialogs", ("PgDown", "PgUp")),
    Intent("", "Paste text, files or a picture", "In lists, drafts and dialogs", ("Ctrl+V",)),
    Intent("", "Move a file or a milestone", "In lists, drafts and dialogs", ("Alt+Up", "Alt+Down")),
    Intent(
        "", "Look at a file, fill a milestone in, go to a check's place", "In lists, drafts and dialogs", ("Return",)
    ),
    Intent("", "Remove a file or a milestone", "In lists, drafts and dialogs", ("Del",)),
    Intent("", "Put the text of a shortcut such as ;thx in", "In lists, drafts and dialogs", ("Space",)),
    Intent("", "Close a draft's own window", "In lists, drafts and dialogs", ("Ctrl+W",)),
    Intent("", "Close a dialog, changing nothing", "In lists, drafts and dialogs", ("Esc",)),
)
"""What keys do where the keyboard is: no actions, since lists, fields and dialogs take these themselves."""


def keys_of(name: str) -> tuple[str, ...]:
    """The keys of an action, for windows that have only a few of them."""
    return next(intent.keys for intent in INTENTS if intent.name == name)

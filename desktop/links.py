"""Links into the program: `bellhop:invitation/ID`. Anybody can make one, so a link can show things and nothing else."""

KINDS = frozenset({"invitation", "proposal", "room"})
LONGEST = 200


def target(link: str) -> tuple[str, str] | None:
    """Kind and id of what a link shows, None where it shows nothing."""
    scheme, _, rest = link.partition(":")
    kind, _, thing = rest.removeprefix("//").partition("/")
    is_id = 0 < len(thing) <= LONGEST and thing.isascii() and thing.isprintable() and not set(thing) & set(" /\\?#%\"'")
    return (kind, thing) if scheme == "bellhop" and kind in KINDS and is_id else None

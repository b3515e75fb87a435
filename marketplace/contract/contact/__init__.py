"""The contact guard: finds contact information and requests for it, and almost nothing else. Pure.

Before a contract neither side may share or ask for contact information. `find` says where a text does; the marketplace
refuses by it, and a client asks it while its user types. How it decides is told in `docs/contact-guard.md`.
"""

from collections.abc import Sequence

from marketplace.contract.contact.finding import Context, Exemption, Finding, Kind, Severity

NOTHING: frozenset[Exemption] = frozenset()


def find(
    text: str, *, context: Context, history: Sequence[str] = (), allowed: frozenset[Exemption] = NOTHING
) -> tuple[Finding, ...]:
    """Contact information in `text` and requests for it, in order, apart from each other.

    `history` is what the same sender wrote before in the conversation, oldest first; `allowed` are the exemptions that
    the marketplace says apply.
    """
    from marketplace.contract.contact import guard  # its grammar is built when the first text is looked at

    return guard.find(text, context, history, allowed)


__all__ = ["NOTHING", "Context", "Exemption", "Finding", "Kind", "Severity", "find"]

# ruff: noqa: E501
"""The contact guard: finds contact information and requests for it, and almost nothing else. Pure, no I/O but its tables.

Before a contract neither side may share or ask for contact information. `find` says where a text does; the marketplace
refuses by it, and a client asks it while its user types. How it decides is told in `docs/contact-guard.md`.
"""

from marketplace.contract.contact.finding import Context, Exemption, Finding, Kind, Severity
from marketplace.contract.contact.guard import find

__all__ = ["Context", "Exemption", "Finding", "Kind", "Severity", "find"]

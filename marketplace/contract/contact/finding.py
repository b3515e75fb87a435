"""What the contact guard answers with, and what it is told: plain values."""

from enum import StrEnum

from msgspec import Struct


class Kind(StrEnum):
    """What was found. `PORTFOLIO` is tolerated, everything else is not for before a contract."""

    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    URL = "url"
    MEETING = "meeting"
    ADDRESS = "address"
    REQUEST = "request"
    PORTFOLIO = "portfolio"


class Severity(StrEnum):
    """`BLOCK` keeps the text from being sent, `NOTICE` is only said."""

    BLOCK = "block"
    NOTICE = "notice"


class Context(StrEnum):
    """Where the text stands."""

    PROFILE = "profile"
    JOB = "job"
    INVITATION = "invitation"
    PROPOSAL = "proposal"
    DECLINE = "decline"
    CHAT = "chat"
    FILE_NAME = "file_name"


class Exemption(StrEnum):
    """Why contact information may be shared before a contract; the marketplace says when one applies."""

    ENTERPRISE_CLIENT = "enterprise_client"  # everything is allowed
    LEGAL_NEED = "legal_need"  # a non-disclosure agreement, a licence, a right-to-work or background check
    SCOPING_ACCESS = "scoping_access"  # an address or account, so that access for scoping the work can be given


LIFTED: dict[Exemption, frozenset[Kind]] = {
    Exemption.ENTERPRISE_CLIENT: frozenset(Kind),
    Exemption.LEGAL_NEED: frozenset({Kind.EMAIL, Kind.PHONE, Kind.ADDRESS, Kind.REQUEST}),
    Exemption.SCOPING_ACCESS: frozenset({Kind.EMAIL}),
}


class Finding(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place in the text: code points from `start` up to but not including `end`, why, and what to do instead."""

    start: int
    end: int
    kind: Kind
    severity: Severity
    reason: str
    suggestion: str = ""


REASONS: dict[Kind, str] = {
    Kind.EMAIL: "This looks like an e-mail address, which may not be shared before a contract.",
    Kind.PHONE: "This looks like a phone number, which may not be shared before a contract.",
    Kind.HANDLE: "This looks like a user name of another service, which may not be shared before a contract.",
    Kind.URL: "This link leads to a place where people get in touch outside the marketplace.",
    Kind.MEETING: "This leads to a meeting outside the marketplace, which is not allowed before a contract.",
    Kind.ADDRESS: "This looks like a postal address, which may not be shared before a contract.",
    Kind.REQUEST: "This asks for, or offers, contact outside the marketplace before a contract.",
    Kind.PORTFOLIO: "Links to a portfolio are tolerated; make sure that no contact details stand on that page.",
}

SUGGESTIONS: dict[Kind, str] = {
    Kind.EMAIL: "Leave it out; everything can be said and sent here.",
    Kind.PHONE: "Leave it out; calls can be arranged in the room.",
    Kind.HANDLE: "Leave it out; messages in the room reach you as well.",
    Kind.URL: "Attach the file, or describe what is behind the link.",
    Kind.MEETING: "Propose a meeting in the room instead.",
    Kind.ADDRESS: "Leave it out until there is a contract; a city or a time zone is fine.",
    Kind.REQUEST: "Ask your questions here, or propose a meeting in the room.",
    Kind.PORTFOLIO: "",
}

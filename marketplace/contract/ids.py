"""Names of things. All ids are opaque strings; whoever creates a thing makes its id."""

from typing import NewType
from uuid import uuid4

AccountId = NewType("AccountId", str)
AgencyId = NewType("AgencyId", str)
BlobId = NewType("BlobId", str)
"""Lower-case hexadecimal SHA-256 of the content, 64 characters."""
ClientId = NewType("ClientId", str)
CommandId = NewType("CommandId", str)
ContractId = NewType("ContractId", str)
DraftId = NewType("DraftId", str)
HighlightId = NewType("HighlightId", str)
InvitationId = NewType("InvitationId", str)
JobId = NewType("JobId", str)
MeetingId = NewType("MeetingId", str)
MessageId = NewType("MessageId", str)
NotificationId = NewType("NotificationId", str)
OfferId = NewType("OfferId", str)
ProposalId = NewType("ProposalId", str)
RoomId = NewType("RoomId", str)


def new_id() -> str:
    """A fresh random id, 36 characters; wrap it in the type of the thing it names."""
    return str(uuid4())

"""The tables, one dialect-neutral description for every database.

What is searched, counted or changed on its own is a column; a job's or a client's description is a document.
Nothing here is ever rewritten in place of history: `migrations.py` leads from one version to the next.
"""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from marketplace.contract.entities import (
    ApplyingAgency,
    Attachment,
    ChangeRequest,
    Client,
    Decline,
    DraftText,
    Highlight,
    InterviewAnswer,
    Job,
    NotificationSettings,
    Receipt,
    Terms,
)
from marketplace.contract.refusals import Refusal
from marketplace.engine.columns import Amount, Document, Moment, Whole

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})

meta = Table("meta", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

account = Table(
    "account",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Whole, nullable=False),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("rate", Amount, nullable=False),
    Column("connects", Whole, nullable=False),
    Column("overview", Text, nullable=False, server_default=""),
    Column("highlights", Document(tuple[Highlight, ...]), nullable=False, server_default="[]"),
    Column("settings", Document(NotificationSettings), nullable=False, server_default="{}"),
    Column("keeps_drafts", Boolean, nullable=False, server_default=false()),
    Column("seq", Whole, nullable=False),
)

agency = Table(
    "agency",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("owner", ForeignKey("account.id"), nullable=False),
    Column("manager", ForeignKey("account.id")),
)

agency_member = Table(
    "agency_member",
    metadata,
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("agency", ForeignKey("agency.id"), nullable=False),
    PrimaryKeyConstraint("account", "agency"),
)

client = Table(
    "client",
    metadata,
    Column("id", String, primary_key=True),
    Column("open_jobs", Whole, nullable=False),
    Column("body", Document(Client), nullable=False),
)

block = Table(
    "block",
    metadata,
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("client", ForeignKey("client.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("invitation", String),
    Column("job_title", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("account", "client"),
)

job = Table(
    "job",
    metadata,
    Column("id", String, primary_key=True),
    Column("client", ForeignKey("client.id"), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("posted_at", Moment, nullable=False),
    Column("closing_at", Moment, nullable=False, server_default="9999-12-31T00:00:00.000000+00:00"),
    Column("body", Document(Job), nullable=False),
    Column("words", Text, nullable=False, server_default=""),
    Index(None, "client", "posted_at", "id"),
    Index(None, "client", "is_open", "posted_at", "id"),
    Index(None, "is_open", "closing_at"),
)

invitation = Table(
    "invitation",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("job", ForeignKey("job.id"), nullable=False),
    Column("client", ForeignKey("client.id"), nullable=False),
    Column("version", Whole, nullable=False),
    Column("message", Text, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("origin", String(16), nullable=False),
    Column("earlier", Whole, nullable=False),
    Column("seen_at", Moment),
    Column("answered_at", Moment),
    Column("ended_at", Moment),
    Column("decline", Document(Decline)),
    Column("proposal", String),
    Column("notice", Text),
    Index(None, "account", "sent_at", "id"),
    Index(None, "client", "sent_at", "id"),
    Index(None, "client", "account"),
    Index(None, "job"),
)

proposal = Table(
    "proposal",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("job", ForeignKey("job.id"), nullable=False),
    Column("client", ForeignKey("client.id"), nullable=False),
    Column("version", Whole, nullable=False),
    Column("terms", Document(Terms), nullable=False),
    Column("as_offered", Boolean, nullable=False),
    Column("fee_percent", Amount, nullable=False),
    Column("submitted_at", Moment, nullable=False),
    Column("invitation", ForeignKey("invitation.id")),
    Column("duration", String),
    Column("cover_letter", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("answers", Document(tuple[str, ...]), nullable=False),
    Column("attachments", Document(tuple[Attachment, ...]), nullable=False),
    Column("highlights", Document(tuple[Highlight, ...]), nullable=False, server_default="[]"),
    Column("interview", Document(tuple[InterviewAnswer, ...]), nullable=False, server_default="[]"),
    Column("agency", Document(ApplyingAgency)),
    Column("connects", Whole, nullable=False),
    Column("state", String(16), nullable=False),
    Column("viewed_at", Moment),
    Column("edited_at", Moment),
    Column("answered_at", Moment),
    Column("room", String),
    Column("reason", Text),
    Index(None, "account", "submitted_at", "id"),
    Index(None, "client", "submitted_at", "id"),
    Index(None, "client", "account"),
    Index(None, "job", "account"),
    Index(None, "state", "submitted_at"),
)

room = Table(
    "room",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("job", ForeignKey("job.id"), nullable=False),
    Column("client", ForeignKey("client.id"), nullable=False),
    Column("proposal", ForeignKey("proposal.id"), nullable=False, unique=True),
    Column("version", Whole, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("preview", Text, nullable=False),
    Index(None, "account", "last_at", "id"),
    Index(None, "client", "last_at", "id"),
    Index(None, "client", "account"),
)

room_member = Table(
    "room_member",
    metadata,
    Column("room", ForeignKey("room.id"), nullable=False),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("party", String(16), nullable=False),
    Column("unread", Whole, nullable=False),
    Column("read_to", Whole, nullable=False),
    PrimaryKeyConstraint("room", "account"),
    Index(None, "account"),
)

meeting = Table(
    "meeting",
    metadata,
    Column("id", String, primary_key=True),
    Column("room", ForeignKey("room.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("minutes", Whole, nullable=False),
    Column("medium", String(16), nullable=False),
    Column("by", String(16), nullable=False),
    Column("proposed_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("answered_at", Moment),
    Column("moves", Whole, nullable=False),
    Index(None, "room", "proposed_at"),
)

offer = Table(
    "offer",
    metadata,
    Column("id", String, primary_key=True),
    Column("proposal", ForeignKey("proposal.id"), nullable=False),
    Column("terms", Document(Terms), nullable=False),
    Column("message", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("revised_at", Moment),
    Column("requests", Document(tuple[ChangeRequest, ...]), nullable=False),
    Column("answered_at", Moment),
    Column("reason", Text, nullable=False),
    Column("is_warned", Boolean, nullable=False),
    Index(None, "proposal", "made_at"),
    Index(None, "state", "is_warned", "expires_at"),
)

contract = Table(
    "contract",
    metadata,
    Column("id", String, primary_key=True),
    Column("proposal", ForeignKey("proposal.id"), nullable=False, unique=True),
    Column("offer", ForeignKey("offer.id"), nullable=False),
    Column("terms", Document(Terms), nullable=False),
    Column("fee_percent", Amount, nullable=False),
    Column("started_at", Moment, nullable=False),
)

message = Table(
    "message",
    metadata,
    Column("id", String, primary_key=True),
    Column("room", ForeignKey("room.id"), nullable=False),
    Column("version", Whole, nullable=False),
    Column("author", String(16), nullable=False),
    Column("author_name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("position", Whole, nullable=False),
    Column("attachments", Document(tuple[Attachment, ...]), nullable=False),
    UniqueConstraint("room", "position"),
)

draft = Table(
    "draft",
    metadata,
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("id", String, nullable=False),
    Column("version", Whole, nullable=False),
    Column("written_for", String, nullable=False),
    Column("direct", Boolean, nullable=False),
    Column("job", ForeignKey("job.id"), nullable=False),
    Column("text", Document(DraftText)),
    Column("beside", Document(DraftText)),
    Column("end", String(16)),
    Column("kept_at", Moment, nullable=False),
    PrimaryKeyConstraint("account", "id"),
)

notification = Table(
    "notification",
    metadata,
    Column("id", String, primary_key=True),
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("version", Whole, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("about_kind", String(16), nullable=False),
    Column("about_id", String, nullable=False),
    Column("is_read", Boolean, nullable=False),
    Index(None, "account", "at", "id"),
    Index(None, "account", "is_read"),
)

change = Table(
    "change",
    metadata,
    Column("account", ForeignKey("account.id"), nullable=False),
    Column("seq", Whole, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("id", String, nullable=False),
    Column("gone", Boolean, nullable=False),
    PrimaryKeyConstraint("account", "seq"),
    UniqueConstraint("account", "kind", "id"),
)

command = Table(
    "command",
    metadata,
    Column("actor", String, nullable=False),
    Column("id", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("receipt", Document(Receipt)),
    Column("refusal", Document(Refusal)),
    PrimaryKeyConstraint("actor", "id"),
)

token = Table(
    "token",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("party", String(16), nullable=False),
    Column("holder", String, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

blob = Table(
    "blob",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("size", Whole, nullable=False),
    Column("stored_at", Moment, nullable=False),
)

blob_share = Table(
    "blob_share",
    metadata,
    Column("blob", ForeignKey("blob.id"), nullable=False),
    Column("reader", String, nullable=False),
    PrimaryKeyConstraint("blob", "reader"),
)

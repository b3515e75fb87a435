"""What leads a database from one version of the schema to the next, in Alembic's operations, for every database alike.

A released step is never edited, and names its tables and columns itself: `schema.py` is what the last one leads to.
Only `migrations.py` imports this, and only for a database that needs it.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from alembic.operations import Operations
from sqlalchemy import Boolean, Column, Connection, ForeignKey, PrimaryKeyConstraint, String, Text, false, text

from marketplace.engine.columns import Whole
from marketplace.engine.searching import kept


def to_2(op: Operations) -> None:
    """Tokens for all parties, with scopes; lists of each party are read by their order."""
    op.rename_table("token", "old_token")
    op.create_table(
        "token",
        Column("sha256", String(64), primary_key=True),
        Column("party", String(16), nullable=False),
        Column("holder", String, nullable=False),
        Column("scopes", Text, nullable=False),
        Column("label", Text, nullable=False),
        Column("issued_at", String(32), nullable=False),
        Column("expires_at", String(32), nullable=False),
        Column("revoked_at", String(32)),
    )
    op.get_bind().execute(
        text(
            "insert into token (sha256, party, holder, scopes, label, issued_at, expires_at, revoked_at)"
            " select sha256, 'freelancer', account, 'read write', label, issued_at, expires_at, revoked_at"
            " from old_token"
        )
    )
    op.drop_table("old_token")
    op.drop_index("ix_job_client", "job")
    for table, order in (
        ("job", ("client", "posted_at", "id")),
        ("invitation", ("account", "sent_at", "id")),
        ("invitation", ("client", "sent_at", "id")),
        ("proposal", ("account", "submitted_at", "id")),
        ("proposal", ("client", "submitted_at", "id")),
        ("room", ("account", "last_at", "id")),
        ("room", ("client", "last_at", "id")),
        ("notification", ("account", "at", "id")),
    ):
        op.create_index(f"ix_{table}_{'_'.join(order)}", table, list(order))


def to_3(op: Operations) -> None:
    """Everything of a proposal, offers, contracts, meetings, agencies; rooms with members, files for both parties."""
    for table, column in (
        ("account", Column("overview", Text, nullable=False, server_default="")),
        ("account", Column("highlights", Text, nullable=False, server_default="[]")),
        ("account", Column("settings", Text, nullable=False, server_default="{}")),
        ("block", Column("invitation", String)),
        ("block", Column("job_title", Text, nullable=False, server_default="")),
        # What was open before anybody counted is not idle since then.
        ("job", Column("closing_at", String(32), nullable=False, server_default="9999-12-31T00:00:00.000000+00:00")),
        ("invitation", Column("ended_at", String(32))),
        ("proposal", Column("highlights", Text, nullable=False, server_default="[]")),
        ("proposal", Column("interview", Text, nullable=False, server_default="[]")),
        ("proposal", Column("agency", Text)),
        ("proposal", Column("edited_at", String(32))),
    ):
        op.add_column(table, column)
    op.create_index("ix_job_is_open_closing_at", "job", ["is_open", "closing_at"])
    _agencies(op)
    _rooms(op)
    _offers(op)
    _files(op)
    _tell_of_blocks(op.get_bind())


def to_4(op: Operations) -> None:
    """Drafts are kept for those who want it; nobody does before they say so."""
    op.add_column("account", Column("keeps_drafts", Boolean, nullable=False, server_default=false()))
    op.create_table(
        "draft",
        Column("account", String, ForeignKey("account.id"), nullable=False),
        Column("id", String, nullable=False),
        Column("version", Whole, nullable=False),
        Column("written_for", String, nullable=False),
        Column("direct", Boolean, nullable=False),
        Column("job", String, ForeignKey("job.id"), nullable=False),
        Column("text", Text),
        Column("beside", Text),
        Column("end", String(16)),
        Column("kept_at", String(32), nullable=False),
        PrimaryKeyConstraint("account", "id"),
    )


def to_5(op: Operations) -> None:
    """Jobs are found by their words, and the open ones of a client without all the others."""
    op.add_column("job", Column("words", Text, nullable=False, server_default=""))
    op.create_index("ix_job_client_is_open_posted_at_id", "job", ["client", "is_open", "posted_at", "id"])
    _take_in_words(op.get_bind())


def _take_in_words(connection: Connection) -> None:
    page = text("select id, body from job where id > :last order by id limit 1000")
    keep = text("update job set words = :words where id = :id")
    last = ""
    while rows := connection.execute(page, {"last": last}).all():
        connection.execute(keep, [{"id": id_, "words": _words_of(json.loads(body))} for id_, body in rows])
        last = rows[-1].id


def _words_of(body: dict[str, Any]) -> str:
    return kept((body["title"], body["description"], body["category"], *body.get("skills", ())))


def _agencies(op: Operations) -> None:
    op.create_table(
        "agency",
        Column("id", String, primary_key=True),
        Column("name", Text, nullable=False),
        Column("owner", String, ForeignKey("account.id"), nullable=False),
        Column("manager", String, ForeignKey("account.id")),
    )
    op.create_table(
        "agency_member",
        Column("account", String, ForeignKey("account.id"), nullable=False),
        Column("agency", String, ForeignKey("agency.id"), nullable=False),
        PrimaryKeyConstraint("account", "agency"),
    )


def _rooms(op: Operations) -> None:
    op.create_table(
        "room_member",
        Column("room", String, ForeignKey("room.id"), nullable=False),
        Column("account", String, ForeignKey("account.id"), nullable=False),
        Column("party", String(16), nullable=False),
        Column("unread", Whole, nullable=False),
        Column("read_to", Whole, nullable=False),
        PrimaryKeyConstraint("room", "account"),
    )
    op.get_bind().execute(
        text(
            "insert into room_member (room, account, party, unread, read_to)"
            " select id, account, 'freelancer', unread, read_to from room"
        )
    )
    op.create_index("ix_room_member_account", "room_member", ["account"])
    op.drop_column("room", "unread")
    op.drop_column("room", "read_to")
    op.create_table(
        "meeting",
        Column("id", String, primary_key=True),
        Column("room", String, ForeignKey("room.id"), nullable=False),
        Column("at", String(32), nullable=False),
        Column("minutes", Whole, nullable=False),
        Column("medium", String(16), nullable=False),
        Column("by", String(16), nullable=False),
        Column("proposed_at", String(32), nullable=False),
        Column("state", String(16), nullable=False),
        Column("note", Text, nullable=False),
        Column("answered_at", String(32)),
        Column("moves", Whole, nullable=False),
    )
    op.create_index("ix_meeting_room_proposed_at", "meeting", ["room", "proposed_at"])


def _offers(op: Operations) -> None:
    op.create_table(
        "offer",
        Column("id", String, primary_key=True),
        Column("proposal", String, ForeignKey("proposal.id"), nullable=False),
        Column("terms", Text, nullable=False),
        Column("message", Text, nullable=False),
        Column("made_at", String(32), nullable=False),
        Column("expires_at", String(32), nullable=False),
        Column("state", String(16), nullable=False),
        Column("revised_at", String(32)),
        Column("requests", Text, nullable=False),
        Column("answered_at", String(32)),
        Column("reason", Text, nullable=False),
        Column("is_warned", Boolean, nullable=False),
    )
    op.create_index("ix_offer_proposal_made_at", "offer", ["proposal", "made_at"])
    op.create_index("ix_offer_state_is_warned_expires_at", "offer", ["state", "is_warned", "expires_at"])
    op.create_table(
        "contract",
        Column("id", String, primary_key=True),
        Column("proposal", String, ForeignKey("proposal.id"), nullable=False, unique=True),
        Column("offer", String, ForeignKey("offer.id"), nullable=False),
        Column("terms", Text, nullable=False),
        Column("fee_percent", String(32), nullable=False),
        Column("started_at", String(32), nullable=False),
    )


def _files(op: Operations) -> None:
    op.create_table(
        "blob_share",
        Column("blob", String(64), ForeignKey("blob.id"), nullable=False),
        Column("reader", String, nullable=False),
        PrimaryKeyConstraint("blob", "reader"),
    )
    copy = "insert into blob_share (blob, reader) select blob, 'freelancer:' || account from blob_reader"
    op.get_bind().execute(text(copy))
    op.drop_table("blob_reader")


def _tell_of_blocks(connection: Connection) -> None:
    """Who was blocked is something to read from now on, with the invitation that it came of."""
    blocks = connection.execute(text("select account, client from block order by account, at, client")).all()
    for account, client in blocks:
        taken = text("update account set seq = seq + 1 where id = :account returning seq")
        seq = connection.execute(taken, {"account": account}).scalar_one()
        told = {"account": account, "client": client, "seq": seq, "gone": False, "blocked": '%"blocked":true%'}
        connection.execute(
            text("insert into change (account, seq, kind, id, gone) values (:account, :seq, 'block', :client, :gone)"),
            told,
        )
        cause = connection.execute(_CAUSE, told).one_or_none()
        if cause is not None:
            came_from = {**told, "invitation": cause.id, "title": json.loads(cause.body)["title"]}
            connection.execute(
                text(
                    "update block set invitation = :invitation, job_title = :title"
                    " where account = :account and client = :client"
                ),
                came_from,
            )


_CAUSE = text(
    "select invitation.id, job.body from invitation join job on invitation.job = job.id"
    " where invitation.account = :account and invitation.client = :client and decline like :blocked"
    " order by answered_at desc limit 1"
)


STEPS: Mapping[int, Callable[[Operations], None]] = {1: to_2, 2: to_3, 3: to_4, 4: to_5}
"""What leads from version N to N + 1, under N."""

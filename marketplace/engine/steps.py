"""What leads a database from one version of the schema to the next, in Alembic's operations, for every database alike.

A released step is never edited, and names its tables and columns itself: `schema.py` is what the last one leads to.
Only `migrations.py` imports this, and only for a database that needs it.
"""

from collections.abc import Callable, Mapping

from alembic.operations import Operations
from sqlalchemy import Column, String, Text, text


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


STEPS: Mapping[int, Callable[[Operations], None]] = {1: to_2}
"""What leads from version N to N + 1, under N."""

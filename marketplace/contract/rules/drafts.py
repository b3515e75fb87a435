"""Drafts that the marketplace keeps: they may say anything, and be unfinished, but not be without end."""

import msgspec

from marketplace.contract.commands import KeepDraft
from marketplace.contract.entities import Account
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal


def keep_draft(sender: Account, command: KeepDraft, policy: Policy) -> Refusal | None:
    """The sender has chosen that drafts are kept, and this one is no larger than the policy says, in bytes of JSON."""
    if not sender.keeps_drafts:
        return Refusal(name="drafts_not_kept")
    size = len(msgspec.json.encode((command.text, command.beside)))
    if size > policy.limits.draft_size:
        detail = f"This draft takes {size:,} bytes; {policy.limits.draft_size:,} are kept."
        return Refusal(name="draft_too_large", detail=detail)
    return None

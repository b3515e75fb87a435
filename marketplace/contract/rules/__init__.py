"""What may be done when: pure functions that answer with a refusal, or None when nothing stands against it.

The marketplace decides by them; the client asks the same functions first, so that it can say what is missing
while there is no connection. One module for each noun; all are read from here.
"""

from marketplace.contract.rules.contacts import Said, attached, contact, exemptions, said
from marketplace.contract.rules.drafts import keep_draft
from marketplace.contract.rules.invitations import Fate, decline, ignore, responsiveness, why_not_answerable
from marketplace.contract.rules.jobs import introduce, post_job
from marketplace.contract.rules.offers import (
    OFFERABLE,
    accept_offer,
    decline_offer,
    make_offer,
    request_changes,
    revise_offer,
    why_not_open,
    withdraw_offer,
)
from marketplace.contract.rules.profiles import edit_profile, read_notifications, settings, tells
from marketplace.contract.rules.proposals import (
    OPEN_FOR_CLIENT,
    OVER,
    WITHDRAWABLE,
    accept,
    answer,
    application,
    application_flaws,
    consent,
    edit,
    of_profile,
    submit,
    view,
    why_not_content_editable,
    why_not_editable,
    why_not_withdrawable,
    withdraw,
)
from marketplace.contract.rules.rooms import (
    accept_meeting,
    decline_meeting,
    move_meeting,
    propose_meeting,
    room_guest,
    send_message,
    why_not_changeable,
)
from marketplace.contract.rules.terms import hourly_rate, is_price, project_amount, terms, terms_as_offered
from marketplace.contract.rules.texts import attachment_flaws, file_flaws, first, listed, some_text, text

__all__ = [
    "OFFERABLE",
    "OPEN_FOR_CLIENT",
    "OVER",
    "WITHDRAWABLE",
    "Fate",
    "Said",
    "accept",
    "accept_meeting",
    "accept_offer",
    "answer",
    "application",
    "application_flaws",
    "attached",
    "attachment_flaws",
    "consent",
    "contact",
    "decline",
    "decline_meeting",
    "decline_offer",
    "edit",
    "edit_profile",
    "exemptions",
    "file_flaws",
    "first",
    "hourly_rate",
    "ignore",
    "introduce",
    "is_price",
    "keep_draft",
    "listed",
    "make_offer",
    "move_meeting",
    "of_profile",
    "post_job",
    "project_amount",
    "propose_meeting",
    "read_notifications",
    "request_changes",
    "responsiveness",
    "revise_offer",
    "room_guest",
    "said",
    "send_message",
    "settings",
    "some_text",
    "submit",
    "tells",
    "terms",
    "terms_as_offered",
    "text",
    "view",
    "why_not_answerable",
    "why_not_changeable",
    "why_not_content_editable",
    "why_not_editable",
    "why_not_open",
    "why_not_withdrawable",
    "withdraw",
    "withdraw_offer",
]

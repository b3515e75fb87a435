"""Rows as presenters would make them, for the tests of views and for the gallery."""

from desktop.models.interview_rows import START, InterviewSheet, QuestionRow
from desktop.models.rows import (
    Banner,
    CheckRow,
    Chip,
    ChoiceRow,
    ClientCard,
    ComposerSheet,
    ComposerValues,
    DeclineSheet,
    DifferenceRow,
    EntryRow,
    Fact,
    FilePicture,
    FilePreviewSheet,
    FileRow,
    InvitationSheet,
    LineRow,
    MessageRow,
    MilestoneRow,
    NoticeRow,
    OutboxSheet,
    PreviewSheet,
    ProposalSheet,
    RoomSheet,
    SectionRow,
    Stretch,
    TemplateRow,
    VariableRow,
    VersionRow,
    WithdrawSheet,
)

PROPOSALS = "Proposals and offers"
WORK = "Work"
VERIFIED = Chip("Payment verified", "good")
UNVERIFIED = Chip("Payment not verified", "warning")

SECTIONS = (
    SectionRow("offers", "Offers", PROPOSALS, 1, "1 offer"),
    SectionRow("invitations", "Invitations to apply", PROPOSALS, 12, "12 unanswered"),
    SectionRow("active", "Active proposals", PROPOSALS, 3, "3 active"),
    SectionRow("submitted", "Submitted proposals", PROPOSALS, 5, "5 submitted"),
    SectionRow("archived", "Archived", PROPOSALS),
    SectionRow("messages", "Messages", WORK, 2, "2 unread"),
    SectionRow("drafts", "Drafts", WORK, 2, "2 drafts"),
    SectionRow("outbox", "Outbox", WORK, 1, "1 waiting"),
)

_ENTRIES = (
    ("Technical translation of a turbine manual, EN to DE", "09:12", "Nordwind Energie · Germany · 4.9 ★ · $84k spent",
     (Chip("Hourly $38-52"), Chip("3-6 months"), VERIFIED), True, False),
    ("Flutter app: offline maps for field inspectors", "08:40", "R&D Field Tools · Canada · 4.7 ★ · $210k spent",
     (Chip("Fixed $6,500"), Chip("2 questions"), Chip("Interview", "accent")), True, False),
    ("Explainer animation, 90 seconds, storyboarded", "Yesterday", "Lumen Learning · Ireland · 5.0 ★ · $12k spent",
     (Chip("Fixed $1,800"), VERIFIED), True, False),
    ("Cleaning a 40k-row CRM export with Python", "Yesterday", "New client · Brazil · no reviews yet",
     (Chip("Hourly $20-30"), UNVERIFIED), False, False),
    ("Editing a memoir, 92,000 words", "Fri", "M. Okafor · Nigeria · 4.8 ★ · $3k spent",
     (Chip("Fixed $2,400"), Chip("Closes in 3 days"), VERIFIED), False, True),
    ("<b>Bold</b> & \u202eecnarfni\u202c <img src=x> " + "Z\u0351\u0352\u0353\u0354\u0355\u0356" * 9, "Fri", "W" * 5000,
     (Chip("Hourly $60-85"), Chip("T" * 300, "accent")), False, False),
    ("Logo refresh for a family bakery 🥐👩‍🍳", "Thu", "Boulangerie Petit · France · 4.9 ★ · $900 spent",
     (Chip("Fixed $450"), VERIFIED), False, False),
)  # fmt: skip


def entry(key: int) -> EntryRow:
    """The invitation of `key`; every seventh is a hostile one."""
    title, time, subtitle, chips, is_unread, is_pending = _ENTRIES[key % len(_ENTRIES)]
    return EntryRow(
        key, "invitation", f"inv-{key}", title, time, subtitle, chips, is_unread, is_pending, f"{title}, {subtitle}"
    )


CLIENT = ClientCard(
    (VERIFIED,),
    (
        Fact("Location", "Hamburg, Germany · 10:14 now"),
        Fact("Spent", "$84,200 · 31 hires · 78 % hire rate"),
        Fact("Rating", "4.9 ★ from 27 reviews"),
        Fact("Member since", "March 2019"),
        Fact("You and this client", "First invitation"),
    ),
)

INVITATION = InvitationSheet(
    id="inv-0",
    title="Technical translation of a turbine manual, EN to DE",
    byline="Invited by Nordwind Energie · today 09:12",
    banner=None,
    message="Hello Ana, your work on the Siemens service handbooks caught my eye. We have 140 pages left and a fixed "
    "glossary. Would you start in two weeks?",
    terms=(Chip("Hourly $38-52"), Chip("3 to 6 months"), Chip("20 h a week"), Chip("Expert")),
    description="We service wind turbines in four countries. The manual covers commissioning, inspection and emergency "
    "procedures. You will get the source in XML, our glossary (1,900 terms) and the last edition's translation "
    "memory. Reviews are done by our engineers within two working days.\n\nPlease keep warnings in the wording of "
    "IEC 82079; questions are collected weekly in a short call.",
    skills=("Technical translation", "German", "CAT tools", "XML"),
    questions=(
        "Which CAT tool do you use, and can you read TMX?",
        "What is your daily output for safety-critical text?",
    ),
    note="No Connects are needed to answer an invitation. Declining does not affect future invitations.",
    can_answer=True,
    can_ignore=True,
    can_apply=False,
    client=CLIENT,
)

HOSTILE = INVITATION._replace(
    id="inv-5",
    title="<h1>Free money</h1> & \u202egnp.exe",
    byline="Invited by <a href='file:///etc/passwd'>you</a>",
    banner=Banner("This invitation was removed: there was an issue with the client or the job", "bad"),
    message="A" * 5000,
    description="Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357" * 600,
    skills=("x" * 400, "&Save", "العربية"),
    can_answer=False,
    can_ignore=False,
    can_apply=True,
)

FILES = (
    FileRow("f1", "IEC-82079-sample-pages.pdf", "2.1 MB", "PDF", "Ready", "good", "IEC-82079-sample-pages.pdf, 2.1 MB"),
    FileRow("f2", "glossary-match-report.tmx", "14.8 MB", "TMX", "Changed since", "warning", "glossary, 14.8 MB",
            is_outdated=True),
    FileRow("f3", "rates.xlsx", "", "XLSX", "Copying", "plain", "rates.xlsx, copying", progress=40),
)  # fmt: skip

FILE_PREVIEW = FilePreviewSheet(
    "IEC-82079-sample-pages.pdf", FilePicture(600, 420, bytes([168, 143, 21, 255]) * 600 * 420), note="The first page."
)

PROPOSAL = ProposalSheet(
    id="pro-1",
    title="Explainer animation, 90 seconds",
    byline="To Lumen Learning · sent yesterday 16:02",
    banner=None,
    state=Chip("Viewed by the client", "accent"),
    terms=(Fact("Bid", "$1,900.00"), Fact("Service fee", "10 % ($190.00)"), Fact("You receive", "$1,710.00")),
    cover_letter="Dear Lumen team,\n\nI have drawn eleven explainers for schools, four of them on chemistry.",
    message="Happy to talk it through.",
    answers=(("Which tools do you use?", "After Effects and Krita."), ("When can you start?", "")),
    files=FILES,
    has_room=True,
    client=CLIENT,
)

COMPOSER = ComposerSheet(
    draft="draft-1",
    title="Proposal to Nordwind Energie",
    subtitle="Technical translation of a turbine manual, EN to DE",
    pricing="hourly",
    offered_text="The client offers $38.00 to $52.00 an hour.",
    offered_amount="52.00",
    lowest="3.00",
    highest="999.00",
    fee_percent="10",
    durations=(
        ChoiceRow("under_1_month", "Less than 1 month"),
        ChoiceRow("1_to_3_months", "1 to 3 months"),
        ChoiceRow("3_to_6_months", "3 to 6 months"),
    ),
    questions=("Which CAT tool do you use, and can you read TMX?", "R&D: what is your daily output?"),
    letter_hint="The client asks for a cover letter.",
    letter_limit=5000,
    message_limit=5000,
    answer_limit=5000,
    banner=None,
    client=CLIENT,
    increases=(ChoiceRow("3", "Every 3 months"), ChoiceRow("6", "Every 6 months"), ChoiceRow("12", "Every 12 months")),
)

VALUES = ComposerValues(
    as_offered=False,
    amount="54.00",
    duration="3_to_6_months",
    cover_letter="Dear Nordwind team,\n\nI have translated eleven service manuals for rotating machinery, four of them "
    "under IEC 82079. With your glossary and memory I would deliver twenty pages a week and flag every warning for "
    "your engineers.",
    message="",
    answers=("Trados Studio 2024 and memoQ 11; yes, TMX 1.4b both ways.", ""),
)

MILESTONES_SHEET = COMPOSER._replace(
    draft="draft-2",
    title="Proposal to M. Okafor",
    subtitle="Editing a memoir, 92,000 words",
    pricing="project",
    offered_text="The client offers $2,400 for the project.",
    agencies=(ChoiceRow("", "Ana Reis (yourself)"), ChoiceRow("a1", "Textwerk")),
    highlights=(ChoiceRow("h1", "Three memoirs for small presses"), ChoiceRow("h2", "Certified copy editor: 2021")),
)
MILESTONES_VALUES = VALUES._replace(
    by_milestone=True,
    milestones=(
        MilestoneRow("Chapters 1 to 8, first pass", "2026-12-24", "1200.00"),
        MilestoneRow("Chapters 9 to 15, first pass, with a description that does not fit", "2027-01-20", "900.00"),
        MilestoneRow("Second pass", "when the author is back", "300.00"),
    ),
    highlights=("h1",),
)

PREVIEW = PreviewSheet(
    note="What M. Okafor will see. The service fee is shown to you alone.",
    sender="Ana Reis, Textwerk",
    sender_title="Technical translator and editor",
    terms=(Fact("Terms", "$2,400 in 3 milestones"), Fact("Milestone 1", "Chapters 1 to 8: $1,200, due 2026-12-24")),
    cover_letter=VALUES.cover_letter,
    message="Happy to talk.",
    answers=(("Which CAT tool do you use?", "Trados Studio 2024"), ("R&D: what is your daily output?", "")),
    highlights=("Three memoirs for small presses",),
    files=("IEC-82079-sample-pages.pdf", "W" * 90),
)

TEMPLATES = (
    TemplateRow("t1", "First answer", ";first", "Dear {{client.name|team}},\n\nfor {{rate}} an hour.", "First answer"),
    TemplateRow("t2", "Thank you", ";thx", "Thank you.", "Thank you"),
    TemplateRow("earlier p1", "Your letter for “Pump manual”", "3 Mar", "Dear team", "Your letter", is_fixed=True),
)
VARIABLES = (VariableRow("rate", "$54"), VariableRow("start", ""))

VERSIONS = (
    VersionRow(9, "Now, saved today 09:31", "642 characters", "Now"),
    VersionRow(7, "Today 09:27", "580 characters", "Today 09:27"),
    VersionRow(1, "Yesterday 18:02", "12 characters", "Yesterday 18:02"),
)
DIFFERENCES = (
    DifferenceRow("Terms", (Stretch("removed", "$54"), Stretch("added", "$48"), Stretch("same", " an hour")), "$48"),
    DifferenceRow(
        "Cover letter",
        (
            Stretch("same", "Dear Nordwind team,\n\nI have translated "),
            Stretch("removed", "eleven"),
            Stretch("added", "nine 😀"),
            Stretch("same", " service manuals for rotating machinery."),
        ),
        "nine",
    ),
)
INTERVIEW = InterviewSheet(
    intro="2 questions, answered aloud in English, up to 4 minutes each. Each answer can be recorded anew 2 times.",
    privacy="Only this client sees your recordings and what you said in them, and only with your proposal. "
    "Until you send it you can delete and record anew; if you withdraw it, the client can no longer see them.",
    questions=(
        QuestionRow(0, "1", "How would you keep 3 GB of map tiles up to date on a slow link?", Chip("1:02", "good"),
                    True, "Question 1: How would you keep 3 GB of map tiles up to date?, recorded, 62 seconds"),
        QuestionRow(1, "2", "Which of your apps works without a network?", Chip("Not recorded"), False,
                    "Question 2: Which of your apps works without a network?, not recorded"),
    ),
    place=0,
    question="How would you keep 3 GB of map tiles up to date on a slow connection?",
    note="1:02 recorded, 8.9 MB. 2 retakes left.",
    transcript="No transcript: nothing that makes one is installed on this computer. The client gets the recording.",
    banner=None,
    actions=frozenset({START}),
    primary=START,
    is_open=False,
    has_picture=False,
    is_recording=False,
    is_busy=False,
)  # fmt: skip

CHECKS = (
    CheckRow("Contact details in the cover letter", "cover_letter"),
    CheckRow("Not answered yet: R&D: what is your daily output?", "answers.1"),
    CheckRow("A link to a portfolio is tolerated", "message", "warning"),
)

DECLINE = DeclineSheet(
    invitation="inv-0",
    title="Technical translation of a turbine manual, EN to DE",
    note="The client is told politely and sees the reason. This does not affect future invitations.",
    reasons=(
        ChoiceRow("not_my_skills", "Job is not a fit for my skills"),
        ChoiceRow("not_interested", "Not interested in work described"),
        ChoiceRow("too_busy", "Too busy on other projects"),
        ChoiceRow("client_inexperienced", "Client has too little experience here"),
        ChoiceRow("budget_too_low", "Proposed rate or budget too low"),
        ChoiceRow("spam", "Spam"),
        ChoiceRow("free_work", "Client asked for free work"),
        ChoiceRow("outside_platform", "Client asked to work outside the platform"),
        ChoiceRow("other", "Other"),
    ),
    message_limit=1000,
    can_block=True,
    templates=(ChoiceRow("Thank you, but I am booked until March.", "Booked"),),
    block_note="No more invitations or offers from them. To unblock, submit a proposal to one of their job posts.",
)

SUMMARY = "To Nordwind Energie: $54 an hour, with 2 files. No Connects needed"
UNBLOCK = "You have previously blocked this client. Submitting a proposal will unblock them."
BLOCK_NOTE = "No more invitations or offers from them. To unblock, submit a proposal to one of their job posts."
DELETING = "This answer cannot be recorded again: no retakes are left."
REFUSAL = "The marketplace refused to take the decline back."
EDIT_NOTE = "The terms can be changed until the client answers; texts and files no longer."
WHY_EMPTY = "Invitations appear after the first contact. The marketplace cannot be reached."

WITHDRAW = WithdrawSheet(
    title="Technical translation of a turbine manual, EN to DE",
    note="The client is told that you withdraw, and why. This cannot be undone once it has gone out.",
    reasons=(ChoiceRow("mistake", "Applied by mistake"), ChoiceRow("rate_too_low", "Rate too low")),
    message_limit=10_240,
    message_hint="There is no conversation yet; the client is told the reason.",
    can_write=False,
)
BLOCKED = (
    LineRow("c1", "A client in Brazil: “Cleaning a 40k-row CRM export with Python”", "since 24 Nov", "Brazil"),
    LineRow("c2", "A client in France: “" + "A title that goes on, " * 8 + "”", "since 16 Nov", "France"),
)
OPEN_JOBS = (LineRow("j1", "Cleaning a 40k-row CRM export with Python · $30 an hour", "6 Connects; you have 72", "j"),)

NOTICES = (
    NoticeRow("n1", "mail", "accent", "New invitation", "Technical translation of a turbine manual", "09:12", "Today",
              True, "invitation", "inv-0", "New invitation: Technical translation of a turbine manual, 09:12"),
    NoticeRow("n2", "mail", "accent", "New invitation", "Flutter app: offline maps for field inspectors", "08:40",
              "Today", True, "invitation", "inv-1", "New invitation: Flutter app, 08:40"),
    NoticeRow("n3", "circle-alert", "warning", "An invitation was removed",
              "“Data entry, work from phone”: there was an issue with the client or the job", "07:55", "Today", True,
              "invitation", "inv-9", "An invitation was removed, 07:55"),
    NoticeRow("n4", "message-square", "accent", "Lumen Learning answered your proposal", "The conversation is open",
              "18:20", "Yesterday", False, "room", "room-1", "Lumen Learning answered, yesterday 18:20"),
    NoticeRow("n5", "star", "accent", "Offer from Tern & Co", "Runs out in 6 days", "16:02", "Yesterday", False,
              "offer", "off-1", "Offer from Tern & Co, yesterday 16:02"),
)  # fmt: skip

ROOM = RoomSheet(
    "room-1", "Explainer animation, 90 seconds", "You, Lumen Learning · active proposal", CLIENT, text_limit=10_240
)

MESSAGES = (
    MessageRow("m1", "Lumen Learning", "Thanks for the storyboard notes. Could you do the voice-over edit as well?",
               "18:20", "Yesterday", False, "", (), "Lumen Learning, 18:20: Thanks for the storyboard notes."),
    MessageRow("m2", "You", "Yes. Two takes, cleaned and levelled, would add one day. Shall we talk it through?\n\nI "
               "am free on Tuesday.", "18:41", "Yesterday", True, "delivered", ("takes.wav",), "You, 18:41: Yes."),
    MessageRow("m3", "Lumen Learning", "<b>Great</b> & " + "W" * 400, "09:01", "Today", False, "", (), "Great"),
    MessageRow("m4", "You", "Great, I will read it tonight.", "09:14", "Today", True, "waiting for connection", (),
               "You, 09:14: Great, I will read it tonight. Waiting for connection"),
)  # fmt: skip

COMMAND = OutboxSheet(
    id="cmd-1",
    title="Decline: Technical translation of a turbine manual",
    byline="Waiting since 09:14 · tried twice",
    banner=Banner("There is no connection to the marketplace. This is sent as soon as there is one."),
    text="Too busy on other projects",
    can_retry=True,
    take_back_text="Take back",
)

"""What is said of attached files that the contact guard could not read."""

from desktop.presenters.wording import files, findings
from marketplace.contract.contact import Finding, Kind, Severity
from marketplace.contract.entities import Attachment
from marketplace.contract.ids import BlobId

PICTURES = "Only plain text and PDF are checked."
DAMAGED = "This PDF could not be read."


def a_file(name: str) -> Attachment:
    return Attachment(blob=BlobId(name), name=name, size=1)


def test_files_of_the_same_reason_share_a_line() -> None:
    names = [("a.png", PICTURES), ("plan.pdf", DAMAGED), ("b.png", PICTURES), ("c.png", PICTURES)]
    rows = files.unread([(a_file(name), reason) for name, reason in names])
    assert [row.text for row in rows] == [
        f"“a.png” is sent unread. {PICTURES} The same goes for 2 more files.",
        f"“plan.pdf” is sent unread. {DAMAGED}",
    ]
    assert {(row.field, row.tone) for row in rows} == {("attachments", "warning")}


def test_a_hostile_name_stays_in_its_line() -> None:
    (row,) = files.unread([(a_file("\u202egnp.exe\n" + "x" * 300), DAMAGED)])
    assert "\n" not in row.text
    assert "\u202e" not in row.text
    assert len(row.text) < 200


def test_what_stands_in_a_file_is_told_from_its_name() -> None:
    found = Finding(start=0, end=1, kind=Kind.EMAIL, severity=Severity.BLOCK, reason="An address.", suggestion="")
    rows = findings.checks({"attachments.1.text": (found,), "attachments.1": (found,)})
    assert [(row.text, row.field) for row in rows] == [
        ("In file 2: An address.", "attachments"),
        ("In a file's name: An address.", "attachments"),
    ]

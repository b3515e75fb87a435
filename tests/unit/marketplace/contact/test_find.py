"""What the guard says about a text."""

import pytest

from marketplace.contract.contact import Context, Exemption, Kind, Severity, find


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Write to olga.brandt@posteo.de please", Kind.EMAIL, "olga.brandt@posteo.de"),
        ("My number is +49 1512 3456789", Kind.PHONE, "+49 1512 3456789"),
        ("Add me on Skype: live:olga.b.dev", Kind.HANDLE, "live:olga.b.dev"),
        ("Join https://meet.google.com/abc-defg-hij at noon", Kind.MEETING, "https://meet.google.com/abc-defg-hij"),
        ("Could you give me your phone number?", Kind.REQUEST, "give me your phone number"),
    ],
)
def test_contact_information_is_found_where_it_stands(text: str, kind: Kind, place: str) -> None:
    (finding,) = find(text, context=Context.CHAT)
    assert (finding.kind, finding.severity, text[finding.start : finding.end]) == (kind, Severity.BLOCK, place)


def test_a_legal_need_lifts_numbers_but_not_user_names() -> None:
    text = "Call me on +49 1512 3456789 or telegram @olga_brandt"
    kinds = [finding.kind for finding in find(text, context=Context.CHAT, allowed=frozenset({Exemption.LEGAL_NEED}))]
    assert kinds == [Kind.HANDLE]


def test_an_enterprise_client_may_hear_everything() -> None:
    allowed = frozenset({Exemption.ENTERPRISE_CLIENT})
    assert find("olga.brandt@posteo.de", context=Context.CHAT, allowed=allowed) == ()


def test_what_was_said_before_completes_an_address() -> None:
    (finding,) = find("@posteo.de", context=Context.CHAT, history=["my mail:", "olga.brandt"])
    assert (finding.start, finding.end, finding.kind) == (0, 10, Kind.EMAIL)

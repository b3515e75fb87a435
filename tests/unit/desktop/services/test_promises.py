"""Whether a text promises an attachment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services import promises
from desktop.services.promises import attachment_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Please find my samples attached.", "attached"),
        ("See the attachments for prices.", "attachments"),
        ("Meine Referenzen finden Sie im Anhang.", "im Anhang"),
        ("Anbei zwei Muster.", "Anbei"),
        ("Vous trouverez mon CV ci-joint.", "ci-joint"),
        ("Le envío adjunto el presupuesto.", "adjunto"),
        ("Segue em anexo o orçamento.", "em anexo"),
        ("W załączniku przesyłam próbki.", "W załączniku"),
        ("Приклади — у вкладенні.", "у вкладенні"),
        ("Прилагаю примеры работ.", "Прилагаю"),
        ("تجدون العينات في الملف المرفق", "المرفق"),
        ("नमूने संलग्न हैं।", "संलग्न"),
    ],
)
def test_a_promise_is_found_in_each_language(text: str, word: str) -> None:
    assert attachment_word(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I could begin on Monday.",
        "I have not attached anything yet.",
        "Ein Anhänger wird nicht gebraucht.",
        "No attachments, just a question.",
        "The unattached parts of the gearbox",
        "Es ist nichts angehalten.",
    ],
)
def test_where_nothing_is_promised_nothing_is_found(text: str) -> None:
    assert attachment_word(text) == ""


@given(st.text(max_size=200))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    assert attachment_word(text) in text


def test_every_word_has_one_of_the_stems_in_it() -> None:
    words = [word for group in promises._WORDS for word in group.split("|")]
    assert all(any(stem in word for stem in promises._STEMS) for word in words if "(" not in word)

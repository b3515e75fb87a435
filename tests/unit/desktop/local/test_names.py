"""A name from outside as the name of a file."""

import pytest

from desktop.local.names import MOST_BYTES, alike, for_file


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Thank you, and until March", "Thank you, and until March"),
        ("Grüße 日本", "Grüße 日本"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\win.ini", "C__Windows_win.ini"),
        ("two\nlines\tand tabs", "two lines and tabs"),
        ("invoice\u202efdp.exe", "invoice⟪RLO⟫fdp.exe"),
        ("a\0b\x1b[31m", "a_b_[31m"),
        ("dots at the end. . .", "dots at the end"),
        ("CON", "_CON"),
        ("aux .txt", "_aux .txt"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("console", "console"),
        ("..", "Template"),
        ("", "Template"),
    ],
)
def test_it_means_one_file_and_is_still_recognised(name: str, expected: str) -> None:
    assert for_file(name, "Template") == expected


@pytest.mark.parametrize("name", ["x" * 900, "日" * 900, "👩\u200d🚀" * 200])
def test_it_is_no_longer_than_systems_take_and_not_cut_within_a_letter(name: str) -> None:
    fit = for_file(name, "Template")
    assert MOST_BYTES - 6 < len(fit.encode()) <= MOST_BYTES
    assert "\N{REPLACEMENT CHARACTER}" not in fit


def test_names_that_some_system_takes_for_the_same_are_alike() -> None:
    assert len({alike(name) for name in ("Straße", "STRASSE", "strasse")}) == 1
    assert alike("é") == alike("e\u0301") == alike("E\u0301")

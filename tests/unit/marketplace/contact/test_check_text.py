"""`check-text`: a line in, a line out."""

import json
import subprocess
import sys

import pytest

from marketplace.cli import check_text
from marketplace.contract.contact import Context


def answers(*lines: object) -> list[dict[str, object]]:
    said: list[str] = []
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    check_text.run(written, Context.CHAT, said.append)
    return [json.loads(line) for line in said]


def test_a_text_is_answered_with_its_places() -> None:
    (answer,) = answers({"id": "7", "text": "Mail: olga@posteo.de"})
    assert answer == {"id": "7", "spans": [[6, 20, "email", "block"]]}


def test_places_are_code_points() -> None:
    (answer,) = answers({"id": 1, "text": "👋🏽 olga@posteo.de"})
    assert answer == {"id": 1, "spans": [[3, 17, "email", "block"]]}


def test_history_and_context_are_heard() -> None:
    asked = {"id": "1", "text": "345 678", "history": ["my number", "912"], "context": "chat"}
    (answer,) = answers(asked)
    assert answer["spans"] == [[0, 7, "phone", "block"]]


@pytest.mark.parametrize(
    "line", [b"{", b"[]", b'{"id": "1"}', b'{"text": 3}', b'{"text": "", "context": "x"}', b"\xff"]
)
def test_a_line_that_makes_no_sense_is_told_and_the_next_one_read(line: bytes) -> None:
    broken, good = answers(line, {"id": "2", "text": "hello"})
    assert "error" in broken
    assert good == {"id": "2", "spans": []}


def test_half_a_surrogate_pair_is_a_character_like_any() -> None:
    (answer,) = answers(b'{"id": "1", "text": "\\ud83d olga@posteo.de"}')
    assert answer["spans"] == [[2, 16, "email", "block"]]


@pytest.mark.timeout(120)
def test_each_line_is_answered_before_the_next_is_asked() -> None:
    command = [sys.executable, "-m", "marketplace", "check-text"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        for number in range(3):
            program.stdin.write(json.dumps({"id": number, "text": "telegram: @olga_b"}).encode() + b"\n")
            program.stdin.flush()
            assert json.loads(program.stdout.readline()) == {"id": number, "spans": [[10, 17, "handle", "block"]]}
        program.stdin.close()
        assert program.wait(60) == 0

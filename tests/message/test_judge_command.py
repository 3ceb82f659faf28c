"""`seawall judge` as a whole process, with the shipped model."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from classifier import shipped
from mail_agent.cli.judge import BATCH_MESSAGES

ROOT = Path(__file__).parents[2]
MAIN = "import sys; from mail_agent.cli import main; sys.exit(main())"

pytestmark = pytest.mark.skipif(not shipped().is_dir(), reason="there is no model yet: make train")


def mail(number: int) -> bytes:
    return b"From: a@example.com\nSubject: number %d\n\nSee you on day %d.\n" % (number, number)


def judge(*arguments: str | Path) -> tuple[int, list[dict], str]:
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "judge", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def test_every_message_gets_one_line_in_order_over_several_processes(tmp_path: Path) -> None:
    count = BATCH_MESSAGES * 3 + 5
    for number in range(count):
        (tmp_path / f"{number:04}").write_bytes(mail(number))
    code, lines, _ = judge(tmp_path, "--jobs", "2")
    assert code == 0
    assert [line["path"] for line in lines] == [str(tmp_path / f"{number:04}") for number in range(count)]
    assert [line["sha256"] for line in lines] == [
        f"sha256:{sha256(mail(n)).hexdigest()}" for n in range(count)
    ]
    assert all(
        set(line)
        == {
            "path",
            "sha256",
            "verdict",
            "scores",
            "judged_by",
            "language",
            "known",
            "reasons",
            "cues",
            "passages",
            "defects",
        }
        for line in lines
    )
    assert {line["verdict"] for line in lines} <= {"quarantine", "review", "leave"}


def test_a_message_that_cannot_be_read_gets_an_error_in_its_place_and_the_rest_is_judged(
    tmp_path: Path,
) -> None:
    (tmp_path / "a").write_bytes(mail(1))
    (tmp_path / "c").write_bytes(bytes(range(256)) * 4)
    code, lines, errors = judge(tmp_path / "a", tmp_path / "b", tmp_path / "c")
    assert code == 1
    assert lines[1] == {"path": str(tmp_path / "b"), "error": "No such file or directory"}
    assert [line["path"] for line in lines] == [str(tmp_path / name) for name in "abc"]
    assert "sha256" in lines[2]
    assert "Traceback" not in errors


def test_an_open_threat_leaves_the_inbox_and_the_same_words_quoted_do_not(tmp_path: Path) -> None:
    threat = "I am going to find you and break every bone in your face, you lying bitch. You are dead."
    head = "From: a@example.com\nIn-Reply-To: <q@example.org>\nSubject: Re: hello\n\n"
    (tmp_path / "1").write_text(f"{head}{threat}\n")
    (tmp_path / "2").write_text(f"{head}Shall we go to the police together on Monday?\n\n> {threat}\n")
    _, lines, _ = judge(tmp_path)
    assert [line["verdict"] for line in lines] == ["quarantine", "leave"]


def test_a_promise_that_the_model_cannot_keep_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "1").write_bytes(mail(1))
    code, lines, errors = judge(tmp_path, "--false-alarms", "1/900000000")
    assert code not in {0, 1}
    assert lines == []
    assert errors.count("\n") == 1
    assert "1 in" in errors

"""`seawall score` as a program would use it: whole processes, lines in and lines out."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classifier.labels import LABELS

ROOT = Path(__file__).resolve().parents[2]
SEAWALL = [sys.executable, "-c", "import sys; from mail_agent.cli import main; sys.exit(main())"]


def score(lines: str | bytes, *arguments: str) -> tuple[int, list[dict], str]:
    octets = lines if isinstance(lines, bytes) else lines.encode("utf-8", "surrogatepass")
    done = subprocess.run(
        [*SEAWALL, "score", *arguments], input=octets, cwd=ROOT, capture_output=True, check=False, timeout=120
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def test_one_line_out_for_each_line_in_with_every_label_and_a_verdict() -> None:
    code, out, err = score(
        '{"id": 1, "text": "See you at the match on Sunday, I will bring the oranges."}\n'
        '{"id": "b", "text": "I know where you live. I will kill you tonight, bitch."}\n'
    )
    assert (code, err) == (0, "")
    assert [one["id"] for one in out] == [1, "b"]
    assert all(set(one["scores"]) == {str(label) for label in LABELS} for one in out)
    assert all(0 <= value <= 1 for one in out for value in one["scores"].values())
    assert [one["verdict"] for one in out] == ["leave", "quarantine"]
    assert out[1]["scores"]["threat"] > 0.95 > out[0]["scores"]["threat"]


def test_a_bad_line_gets_an_error_in_its_place_and_the_rest_is_scored() -> None:
    bad = [b"{", b"[1]", b'{"id": 7}', b'{"id": 8, "text": 5}', b"\xff\xfe", b"null"]
    lines = b"\n".join([b'{"id": "first", "text": "Hello"}', *bad, b'{"id": "last", "text": "Bye"}'])
    code, out, _ = score(lines)
    assert code == 1
    assert len(out) == 8
    assert [one.get("id") for one in out] == ["first", None, None, 7, 8, None, None, "last"]
    assert all("error" in one and "scores" not in one for one in out[1:-1])
    assert all(f"line {number}" in one["error"] for number, one in enumerate(out[1:-1], start=2))
    assert "scores" in out[0]
    assert "scores" in out[-1]


def test_order_is_kept_over_several_processes_and_they_agree_with_one(tmp_path: Path) -> None:
    texts = [f"letter {i}: " + ("you are worthless" if i % 3 else "the bus was late") for i in range(1500)]
    file = tmp_path / "texts.jsonl"
    file.write_text("".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(texts)))
    _, many, _ = score("", str(file), "--jobs", "2")
    _, one, _ = score("", str(file), "--jobs", "1")
    assert [row["id"] for row in many] == list(range(1500))
    assert many == one


@pytest.mark.parametrize("text", ["", " \n", "\ud800 lone surrogate", "\x00\x01", "a" * 200_000, "💥" * 50])
def test_no_text_is_too_odd_to_be_scored(text: str) -> None:
    code, out, err = score(json.dumps({"id": 1, "text": text}))
    assert code == 0, err
    assert set(out[0]) == {"id", "scores", "judged_by", "language", "known", "verdict"}


def test_a_missing_file_is_one_clear_line_and_exit_code_2() -> None:
    code, out, err = score("", "no-such-file.jsonl")
    assert (code, out) == (2, [])
    assert err.count("\n") == 1
    assert "no-such-file.jsonl" in err


def test_a_promise_the_model_was_not_measured_for_is_refused() -> None:
    code, out, err = score('{"id": 1, "text": "x"}', "--false-alarms", "1/1000000000")
    assert code == 3
    assert not out
    assert "cannot be promised" in err


def test_help_of_every_command_starts_without_heavy_imports() -> None:
    program = (
        "import sys, contextlib; from mail_agent.cli import main, COMMANDS\n"
        "for name in ['', *COMMANDS]:\n"
        "    with contextlib.suppress(SystemExit): main([*name.split(), '--help'])\n"
        "heavy = {'numpy', 'scipy', 'sklearn', 'pandas', 'torch', 'imapclient', 'pymap', 'keyring', 'tqdm'}\n"
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_scoring_and_judging_import_no_torch_transformers_or_pandas() -> None:
    program = (
        "import sys\n"
        "from classifier import load\n"
        "import mail_agent.agent.assemble, mail_agent.judge\n"
        "load().score(['hello'])\n"
        "sys.exit(', '.join(sorted({'torch', 'transformers', 'pandas'} & set(sys.modules))) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "arguments", [("--jobs", "-3"), ("--jobs", "x"), ("--false-alarms", "1e999"), ("--false-alarms", "1/0")]
)
def test_an_option_that_makes_no_sense_is_a_usage_error_and_no_traceback(arguments: tuple[str, str]) -> None:
    code, out, err = score('{"id": 1, "text": "Hello"}\n', *arguments)
    assert (code, out) == (2, [])
    assert arguments[0] in err
    assert "Traceback" not in err


@pytest.mark.parametrize("count", [1, 1500], ids=["one process", "several"])
def test_a_damaged_model_is_one_clear_line_with_its_exit_code(tmp_path: Path, count: int) -> None:
    for name in ("classifier", "mail_agent", "models"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "inbox"))
    weights = tmp_path / "models/linear/weights.npz"
    weights.write_bytes(weights.read_bytes()[:-1])
    lines = "".join(json.dumps({"id": i, "text": "Hello"}) + "\n" for i in range(count)).encode()
    command = [*SEAWALL, "score", "--jobs", "2"]
    done = subprocess.run(command, input=lines, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (8, b"")
    assert done.stderr.decode().count("\n") == 1, done.stderr.decode()

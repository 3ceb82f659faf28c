"""`seawall score --explain` and `--marked`: where the words stand that raised a label."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SEAWALL = [sys.executable, "-c", "import sys; from mail_agent.cli import main; sys.exit(main())"]
THREAT = "I know where you live. I will k1ll you on Friday,\nbitch."


def score(texts: list[str], *arguments: str) -> str:
    lines = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))
    done = subprocess.run(
        [*SEAWALL, "score", *arguments],
        input=lines.encode(),
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=120,
    )
    return done.stdout.decode()


def test_explain_adds_spans_and_cues_as_offsets_and_changes_nothing_else() -> None:
    texts = [THREAT, "See you at lunch then"]
    plain = [json.loads(line) for line in score(texts).splitlines()]
    found = [json.loads(line) for line in score(texts, "--explain").splitlines()]
    assert [{key: one[key] for key in plain[0]} for one in found] == plain
    assert (found[1]["spans"], found[1]["cues"]) == ([], [])
    spans = [span for span in found[0]["spans"] if span["label"] == "threat"]
    assert "k1ll" in {THREAT[span["start"] : span["end"]] for span in spans}
    assert all(0 < span["share"] <= 1 and span["weight"] > 0 for span in spans)
    days = [cue for cue in found[0]["cues"] if cue["value"] == "day"]
    assert [THREAT[cue["start"] : cue["end"]] for cue in days] == ["Friday"]


def test_offsets_alone_repeat_no_word_and_brackets_come_only_when_asked_for() -> None:
    for arguments in ([], ["--explain"]):
        out = score([THREAT], *arguments)
        assert not any(word in out for word in ("k1ll", "bitch", "Friday", "[k"))
    out = score([THREAT, "See you at lunch then"], "--marked")
    assert "[k1ll]" in out
    assert out.splitlines()[0] == "quarantine 0"
    assert out.splitlines()[-1] == "leave 1"
    assert "Going by its words" in out


def test_what_a_terminal_would_act_on_is_escaped_in_marked_text() -> None:
    out = score(["I will kill you \x1b[31m tonight you bastard \u202e"], "--marked")
    assert "[kill]" in out
    assert "\x1b" not in out
    assert "\u202e" not in out

"""What a threat tells of itself: carried by the verdict, sealed in the record, said without a word of the message."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier import load
from classifier.cues import VALUES, Kind
from classifier.labels import LABELS
from classifier.score import OperatingPoint, Scores, Thresholds
from mail_agent.conduct import History
from mail_agent.evidence.store import Store
from mail_agent.judge import as_json, judge, own_words, read, score
from mail_agent.threat import MOST, PassageCue, as_values, from_values, in_words, passage_cues
from mail_agent.verdict import Policy, Reason, Verdict, VerdictKind

ROOT = Path(__file__).resolve().parents[2]
SEAWALL = [sys.executable, "-c", "import sys; from mail_agent.cli import main; sys.exit(main())"]
POINT = OperatingPoint(0.0005, dict.fromkeys(LABELS, 0.9), dict.fromkeys(LABELS, 0.5))
THREAT = "I know where you live. I will stab you on Friday outside your work unless you drop the charges."


def mail(body: str, subject: str = "hello", more: str = "") -> bytes:
    head = f"From: kev@example.net\nDate: Mon, 5 Jan 2026 09:00:00 +0000\nSubject: {subject}\n{more}"
    return f"{head}\n{body}\n".encode()


@pytest.fixture(scope="module")
def judged():
    model = load()
    policy = Policy(model.thresholds.at(1 / 2000))

    def one(octets: bytes):
        [scored] = score([read(octets)], model)
        return judge(scored, policy)

    return one


def told(judgement) -> set[tuple[str, str, str]]:
    passages = judgement.scored.reading.passages
    return {
        (cue.kind.value, cue.value, passages[cue.passage].text[cue.start : cue.end])
        for cue in judgement.verdict.cues
    }


def test_a_threat_carries_its_cues_each_with_the_characters_of_its_passage(judged) -> None:
    found = judged(mail(THREAT, subject="lovely Friday"))
    assert found.verdict.kind is VerdictKind.QUARANTINE
    assert {
        ("whereabouts", "lives", "know where you live"),
        ("weapon", "blade", "stab"),
        ("time", "day", "Friday"),
        ("place", "work", "your work"),
        ("condition", "unless", "unless"),
        ("condition", "demand", "drop the charges"),
    } <= told(found)
    kinds = [passage.kind.value for passage in found.scored.reading.passages]
    assert {kinds[cue.passage] for cue in found.verdict.cues} == {"subject", "new"}


def test_one_more_reason_says_them_in_plain_words_next_to_the_threat_and_repeats_nothing(judged) -> None:
    reasons = judged(mail(THREAT)).verdict.reasons
    assert [reason.code for reason in reasons][:2] == ["text.threat", "threat.cues"]
    said = reasons[1].text
    assert "a time, a place and a weapon" in said
    assert "sets" in said or "demand" in said
    assert not {"stab", "friday", "charges", "live"} & set(
        said.lower().replace(".", " ").replace(",", " ").split()
    )


def test_what_is_no_threat_carries_none_even_where_a_time_and_a_place_are_named(judged) -> None:
    for body in (
        "Shall we meet on Friday outside your work?",
        "You are a worthless stupid bitch, you fat cow.",
    ):
        assert judged(mail(body)).verdict.cues == ()
        assert "threat.cues" not in [reason.code for reason in judged(mail(body)).verdict.reasons]


class Fixed:
    """Scores each text by what it says: `threat=0.7`."""

    model_id = "sha256:fixed"
    thresholds = Thresholds((POINT,))

    def score(self, texts: Sequence[str]) -> list[Scores]:
        found = [
            float(text.partition("threat=")[2].split()[0]) if "threat=" in text else 0.0 for text in texts
        ]
        return [
            Scores({label: one if label == "threat" else 0.0 for label in LABELS}, self.model_id)
            for one in found
        ]


def test_the_cues_are_those_of_the_attachment_where_the_attachment_is_the_threat() -> None:
    more = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n'
    body = (
        "--b\nContent-Type: text/plain\n\nSee you on Monday at the gym, threat=0.1\n"
        '--b\nContent-Type: text/plain; name="a.txt"\nContent-Disposition: attachment; filename="a.txt"\n\n'
        "threat=0.97 at nine o'clock with a knife\n--b--\n"
    )
    [scored] = score([read(mail(body, more=more))], Fixed())
    found = judge(scored, Policy(POINT))
    assert {value for _, value, _ in told(found)} >= {"blade", "clock"}
    assert "day" not in {value for _, value, _ in told(found)}


def test_quoted_words_give_no_cue() -> None:
    octets = mail("threat=0.97 come here\n> with a knife on Monday\n", more="In-Reply-To: <a@example.org>\n")
    [scored] = score([read(octets)], Fixed())
    found = judge(scored, Policy(POINT))
    assert found.verdict.kind is VerdictKind.QUARANTINE
    assert not {"blade", "day"} & {value for _, value, _ in told(found)}


def test_a_threat_only_in_the_light_of_what_came_before_carries_cues_too() -> None:
    [scored] = score([read(mail("threat=0.4 outside your work on Monday"))], Fixed())
    before = History(messages=5, flagged=5, same_text=1, same_text_flagged=1, same_text_senders=1)
    found = judge(scored, Policy(POINT), before)
    assert "context.threat" in [reason.code for reason in found.verdict.reasons]
    assert {"work", "day"} <= {value for _, value, _ in told(found)}


def test_cues_never_alter_the_verdict_or_take_a_reason_away() -> None:
    plain = Verdict(VerdictKind.REVIEW, (Reason("text.threat", "A."), Reason("text.insult", "B.")))
    cue = PassageCue(Kind.TIME, "day", 0, 0, 3)
    found = plain.telling((cue,))
    assert found.kind is plain.kind
    assert [reason.code for reason in found.reasons] == ["text.threat", "threat.cues", "text.insult"]
    assert found.cues == (cue,)
    assert plain.telling(()) == plain
    insult = Verdict(VerdictKind.REVIEW, (Reason("text.insult", "B."),))
    assert insult.telling((cue,)) == insult


ALL = [PassageCue(kind, value, 1, 2, 3) for kind in Kind for value in VALUES[kind]]


@pytest.mark.parametrize("cue", ALL, ids=lambda cue: f"{cue.kind}.{cue.value}")
def test_every_cue_has_plain_words_and_can_be_written_and_read_back(cue: PassageCue) -> None:
    assert in_words([cue]).startswith("Going by its words, the message ")
    assert "_" not in in_words([cue])
    assert from_values(json.loads(json.dumps(as_values([cue])))) == (cue,)


def test_a_record_from_before_there_were_cues_or_from_a_later_seawall_is_read_as_far_as_it_can_be() -> None:
    assert from_values(None) == ()
    assert from_values("time") == ()
    good = {"kind": "time", "value": "day", "passage": 0, "start": 1, "end": 4}
    bad = [
        {**good, "kind": "weather"},
        {**good, "value": "yesterday"},
        {**good, "start": "1"},
        {"kind": "time"},
        5,
    ]
    assert from_values([*bad, good]) == (PassageCue(Kind.TIME, "day", 0, 1, 4),)


@given(
    st.lists(
        st.sampled_from(
            ["I will stab you", "on Friday", "", "if", "with a kn1fe", "x", "your house", "\u200b"]
        ),
        max_size=6,
    )
)
@settings(max_examples=100, deadline=None)
def test_cues_lie_within_their_passages(texts: list[str]) -> None:
    passages = [(3 * number + 1, text) for number, text in enumerate(texts)]
    for cue in passage_cues(passages):
        assert 0 <= cue.start < cue.end <= len(dict(passages)[cue.passage])


def test_a_message_that_names_a_thousand_days_has_a_short_record() -> None:
    assert len(passage_cues([(0, "on Friday. " * 1000)])) == MOST


def test_the_record_sealed_by_a_scan_holds_the_cues_and_the_scan_says_them(tmp_path: Path) -> None:
    box = tmp_path / "box"
    for name in ("cur", "new", "tmp"):
        (box / name).mkdir(parents=True)
    (box / "cur" / "1.a:2,S").write_bytes(mail(THREAT))
    config = tmp_path / "config.toml"
    config.write_text(
        f'evidence = "{tmp_path}/evidence"\nstate = "{tmp_path}/state"\n'
        f'[[account]]\nname = "home"\nkind = "maildir"\npath = "{box}"\n'
    )
    command = [*SEAWALL, "scan", "--json", "--config", str(config)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True, timeout=120)
    kept = json.loads(done.stdout.splitlines()[0])
    store = Store(tmp_path / "evidence")
    [item] = store.items()
    record = store.record(item)
    passages = read(store.read(item)).passages
    sealed = {
        (cue.value, passages[cue.passage].text[cue.start : cue.end]) for cue in from_values(record["cues"])
    }
    assert {("day", "Friday"), ("work", "your work"), ("lives", "know where you live")} <= sealed
    assert kept["cues"] == record["cues"]
    assert any("a time, a place and a weapon" in reason for reason in kept["reasons"])
    assert "Friday" not in done.stdout
    assert record["reasons"][1]["code"] == "threat.cues"


def test_json_of_a_judgement_has_them(judged) -> None:
    found = judged(mail(THREAT))
    values = as_json("a", found)["cues"]
    assert from_values(values) == found.verdict.cues
    assert own_words(found.scored.reading) == f"hello\n{THREAT}"

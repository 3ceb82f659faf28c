"""From octets to a verdict: which words reach the scorer, and what becomes of its answers."""

from collections.abc import Sequence
from dataclasses import replace
from email.message import EmailMessage

import pytest

from classifier.labels import LABELS, Label
from classifier.score import OperatingPoint, Scores, Thresholds
from mail_agent.conduct import History
from mail_agent.judge import as_json, judge, read, score
from mail_agent.verdict import Policy, VerdictKind

POINT = OperatingPoint(0.0005, dict.fromkeys(LABELS, 0.9), dict.fromkeys(LABELS, 0.5))


class WordScorer:
    """Gives a label the probability that stands after its name in the text: "threat=0.7"."""

    model_id = "sha256:words"
    thresholds = Thresholds((POINT,))

    def score(self, texts: Sequence[str]) -> list[Scores]:
        return [
            Scores({label: self._found(label, text) for label in LABELS}, self.model_id) for text in texts
        ]

    @staticmethod
    def _found(label: Label, text: str) -> float:
        _, _, after = text.partition(f"{label}=")
        return float(after.split()[0]) if after else 0.0


def mail(body: str, subject: str = "Re: hello") -> bytes:
    return f"From: kev@example.net\nIn-Reply-To: <a@example.org>\nSubject: {subject}\n\n{body}\n".encode()


def test_subject_and_new_text_are_judged_as_one_text_without_what_is_quoted() -> None:
    seen: list[str] = []

    class Listening(WordScorer):
        def score(self, texts):
            seen.extend(texts)
            return super().score(texts)

    score([read(mail("threat=0.2\n> quoted words\nmore of mine", "a subject"))], Listening())
    (text,) = seen
    assert text.startswith("a subject\nthreat=0.2")
    assert text.rstrip().endswith("more of mine")
    assert "quoted words" not in text


def test_quoted_words_are_not_scored_and_raise_nothing() -> None:
    [scored] = score([read(mail("fine\n> threat=0.99"))], WordScorer())
    kinds = [str(passage.kind) for passage in scored.reading.passages]
    assert kinds == ["subject", "new", "quoted"]
    assert [one is None for one in scored.passage_scores] == [False, False, True]
    assert judge(scored, Policy(POINT)).verdict.kind is VerdictKind.LEAVE


@pytest.mark.parametrize("octets", [b"", b"From: kev@example.net\n\n", b"Subject: \n\n \n"])
def test_a_message_without_words_has_no_probability_of_anything(octets: bytes) -> None:
    [scored] = score([read(octets)], WordScorer())
    assert set(scored.scores) == set(LABELS)
    assert set(scored.scores.values()) == {0.0}
    assert scored.scores.model_id == "sha256:words"


def test_each_message_of_a_batch_gets_its_own_scores_in_order() -> None:
    bodies = ["threat=0.3", "plain", "threat=0.8", "threat=0.3"]
    scored = score([read(mail(body)) for body in bodies], WordScorer())
    assert [one.scores["threat"] for one in scored] == [0.3, 0.0, 0.8, 0.3]


def test_history_reaches_the_verdict() -> None:
    [scored] = score([read(mail("threat=0.4"))], WordScorer())
    before = History(messages=5, flagged=5, same_text=4, same_text_flagged=4, same_text_senders=1)
    assert judge(scored, Policy(POINT)).verdict.kind is VerdictKind.LEAVE
    assert judge(scored, Policy(POINT), before).verdict.kind is VerdictKind.QUARANTINE


def test_the_sender_reaches_the_verdict() -> None:
    [scored] = score([read(mail("threat=0.95"))], WordScorer())
    allowed = Policy(POINT, allow=frozenset({"kev@example.net"}))
    assert judge(scored, Policy(POINT)).verdict.kind is VerdictKind.QUARANTINE
    assert judge(scored, allowed).verdict.kind is VerdictKind.LEAVE


class Tongues(WordScorer):
    """Knows English; words of a line that begins with "og" are in a language that it does not know."""

    def score(self, texts):
        return [
            replace(
                scores,
                judged_by="encoder" if "encoder" in text else "words",
                language="und" if "og " in text else "en",
                known="og " not in text,
            )
            for text, scores in zip(texts, super().score(texts), strict=True)
        ]


def attached(*texts: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "kev@example.net", "hello"
    message.set_content(texts[0])
    for text in texts[1:]:
        message.add_attachment(text, filename="note.txt")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (attached("plain words"), ("words", "en", True)),
        (attached("plain words", "og hvad encoder"), ("encoder", "und", False)),
        (attached("og hvad", "plain words by the encoder"), ("encoder", "und", False)),
        (mail("plain words\n> og quoted encoder"), ("words", "en", True)),
        (b"", ("words", None, True)),
    ],
)
def test_a_message_is_known_only_if_every_judged_passage_is_and_names_the_strongest_stage(
    octets: bytes, expected: tuple[str, str | None, bool]
) -> None:
    [scored] = score([read(octets)], Tongues())
    assert (scored.scores.judged_by, scored.scores.language, scored.scores.known) == expected


@pytest.mark.parametrize("level", [0.0, 0.7, 0.95])
@pytest.mark.parametrize("allow", [frozenset(), frozenset({"kev@example.net"})])
def test_any_verdict_says_where_the_language_is_not_known_and_is_the_same_verdict(
    level: float, allow: frozenset[str]
) -> None:
    policy = Policy(POINT, allow=allow)
    foreign, plain = score([read(mail(f"{word} hvad threat={level}")) for word in ("og", "so")], Tongues())
    unknown, known = judge(foreign, policy).verdict, judge(plain, policy).verdict
    assert unknown.kind is known.kind
    assert [reason.code for reason in unknown.reasons] == [
        *(reason.code for reason in known.reasons),
        "language.unknown",
    ]
    values = as_json("a", judge(foreign, policy))
    assert (values["known"], values["language"], values["judged_by"]) == (False, "und", "words")
    assert "says nothing" in values["reasons"][-1]


def test_as_json_says_everything_a_reader_needs_in_plain_values() -> None:
    octets = mail("threat=0.95\n> old")
    [scored] = score([read(octets)], WordScorer())
    found = as_json("box/1", judge(scored, Policy(POINT)))
    assert found["path"] == "box/1"
    assert found["verdict"] == "quarantine"
    assert found["scores"]["threat"] == 0.95
    assert list(found["scores"]) == [label.value for label in LABELS]
    assert all(isinstance(reason, str) and reason.endswith(".") for reason in found["reasons"])
    assert found["passages"] == [
        {"kind": "subject", "text": "Re: hello"},
        {"kind": "new", "text": "threat=0.95"},
        {"kind": "quoted", "text": "> old"},
    ]
    assert found["defects"] == [{"code": "date.missing", "detail": "no Date field"}]

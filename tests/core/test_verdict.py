"""Verdicts, their reasons, and what may never happen."""

import dataclasses
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.labels import LABELS, Label
from classifier.score import OperatingPoint
from mail_agent.conduct import MOST_FLAGGED, MOST_KNOWN, MOST_UNFLAGGED, History, signs, strength
from mail_agent.people import Sender
from mail_agent.verdict import Policy, VerdictKind, decide, from_scores

POINT = OperatingPoint(1 / 2000, dict.fromkeys(LABELS, 0.9), dict.fromkeys(LABELS, 0.5))
POLICY = Policy(POINT)
STRANGER = Sender("x@example.net", "x@example.net", "")
LIST = dataclasses.replace(STRANGER, automatic=True)
RANK = {VerdictKind.LEAVE: 0, VerdictKind.REVIEW: 1, VerdictKind.QUARANTINE: 2}

counts = st.integers(0, 60)
chances = st.floats(0, 1)
all_scores = st.fixed_dictionaries(dict.fromkeys(LABELS, chances))
senders = st.sampled_from([STRANGER, LIST])


@st.composite
def points(draw: st.DrawFn) -> OperatingPoint:
    flag = {label: draw(st.floats(0.01, 1)) for label in LABELS}
    return OperatingPoint(
        1 / 2000, flag, {label: most * draw(st.floats(0.1, 1)) for label, most in flag.items()}
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    messages, same = draw(counts), draw(counts)
    return History(
        messages=messages,
        flagged=draw(st.integers(0, messages)),
        unanswered=draw(st.integers(0, messages)),
        answered=draw(counts),
        last_day=draw(st.integers(0, messages)),
        last_week=draw(st.integers(0, messages)),
        same_text=same,
        same_text_flagged=draw(st.integers(0, same)),
        same_text_senders=draw(st.integers(0, same)),
    )


def scored(abuse: float = 0.01, **others: float) -> dict[Label, float]:
    return {label: others.get(label, abuse if label is Label.ABUSE else 0.01) for label in LABELS}


def kind(scores: dict[Label, float], history: History | None = None, who: Sender = STRANGER) -> str:
    return decide(scores, who, POLICY, history).kind.value


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (scored(), "leave"),
        (scored(0.49), "leave"),
        (scored(0.5), "review"),
        (scored(0.89), "review"),
        (scored(0.9), "quarantine"),
        (scored(threat=0.95), "quarantine"),
        (scored(threat=0.6), "review"),
        ({Label.ABUSE: 0.95}, "quarantine"),
        ({}, "leave"),
    ],
)
def test_without_history_the_scores_decide(scores: dict[Label, float], expected: str) -> None:
    assert kind(scores) == expected
    assert from_scores(scores, POINT).value == expected


@pytest.mark.parametrize(
    ("scores", "history", "expected"),
    [
        # Borderline text that comes again goes to review, and then out of sight.
        (scored(0.4), History(), "leave"),
        (scored(0.4), History(messages=3, unanswered=3, same_text=3), "review"),
        (scored(0.75), History(), "review"),
        (scored(0.75), History(messages=5, unanswered=5, same_text=4), "review"),
        (scored(0.75), History(messages=5, unanswered=5, same_text=4, same_text_flagged=4), "quarantine"),
        # The text was set aside before: strong, and no new address evades it.
        (scored(0.05), History(same_text=1, same_text_flagged=1, same_text_senders=1), "review"),
        (scored(0.7), History(same_text=1, same_text_flagged=1, same_text_senders=1), "quarantine"),
        (scored(0.4), History(same_text=4, same_text_flagged=3, same_text_senders=3), "quarantine"),
        # Who was set aside before is judged more strictly.
        (scored(0.4), History(messages=9, flagged=2), "review"),
        (scored(0.4), History(messages=9, flagged=7, same_text=2, same_text_flagged=2), "review"),
        (scored(0.75), History(messages=9, flagged=7), "review"),
        # Much and harmless: at most a look.
        (scored(), History(messages=6, unanswered=6, last_week=6, same_text=5), "review"),
        (scored(), History(messages=5, unanswered=5, last_week=5, same_text=5), "leave"),
        (scored(), History(messages=9, unanswered=6, last_week=6, answered=1), "review"),
        (scored(), History(messages=9, unanswered=9, last_week=5, answered=1), "leave"),
        (scored(), History(messages=9, unanswered=9, last_week=9), "leave"),
        (scored(), History(messages=8, unanswered=2, last_week=8, same_text=5, answered=1), "leave"),
        (scored(), History(messages=60, unanswered=60, last_week=60, last_day=60, same_text=60), "review"),
        (
            scored(0.49),
            History(messages=60, unanswered=60, last_week=60, last_day=60, same_text=60),
            "review",
        ),
        # Writing twice before there was time to answer is nothing.
        (scored(0.45), History(messages=2, unanswered=2), "leave"),
        (scored(0.45), History(messages=4, unanswered=4), "review"),
        # Whom the person wrote to: a little, and no exemption.
        (scored(0.55), History(answered=5), "leave"),
        (scored(0.65), History(answered=500), "review"),
        (scored(0.9), History(answered=500), "quarantine"),
    ],
)
def test_what_came_before_raises_or_lowers_the_verdict(
    scores: dict[Label, float], history: History, expected: str
) -> None:
    assert kind(scores, history) == expected


def test_repetition_alone_stops_at_review_even_where_the_levels_are_close() -> None:
    close = Policy(OperatingPoint(1 / 2000, {Label.ABUSE: 0.6}, {Label.ABUSE: 0.5}))
    often = History(messages=60, unanswered=60, last_week=60, last_day=60, same_text=60)
    assert decide(scored(0.45), STRANGER, close, often).kind is VerdictKind.REVIEW
    assert decide(scored(0.55), STRANGER, close, often).kind is VerdictKind.REVIEW
    assert decide(scored(0.65), STRANGER, close, often).kind is VerdictKind.QUARANTINE


def test_a_newsletter_is_left_alone_however_often_it_comes() -> None:
    often = History(
        messages=500, unanswered=500, last_day=9, last_week=60, same_text=500, same_text_senders=1
    )
    assert kind(scored(0.49), often, LIST) == "leave"


def test_a_mistake_about_a_newsletter_does_not_feed_on_itself() -> None:
    once = History(
        messages=50, flagged=1, unanswered=50, same_text=50, same_text_flagged=1, same_text_senders=1
    )
    assert kind(scored(0.2), once, LIST) == "leave"
    assert kind(scored(0.2), once, STRANGER) == "review"


@given(all_scores, histories(), points(), senders)
@settings(max_examples=200)
def test_an_allowed_sender_is_always_left_and_told_why(
    scores: dict[Label, float], history: History, point: OperatingPoint, who: Sender
) -> None:
    verdict = decide(scores, who, Policy(point, allow=frozenset({"@example.net"})), history)
    assert (verdict.kind, [reason.code for reason in verdict.reasons]) == (VerdictKind.LEAVE, ["allowed"])


@given(all_scores, histories(), points(), senders)
@settings(max_examples=200)
def test_a_person_of_concern_is_always_kept_and_told_why(
    scores: dict[Label, float], history: History, point: OperatingPoint, who: Sender
) -> None:
    verdict = decide(scores, who, Policy(point, concern=frozenset({"X@example.net"})), history)
    assert (verdict.kind, [reason.code for reason in verdict.reasons]) == (
        VerdictKind.QUARANTINE,
        ["concern"],
    )


@pytest.mark.parametrize(
    ("allow", "concern", "expected"),
    [
        ("@example.net", "x@example.net", "quarantine"),
        ("x@example.net", "@example.net", "leave"),
        ("x@example.net", "X+1@example.net", "quarantine"),
    ],
)
def test_the_narrower_entry_counts_and_concern_counts_on_a_tie(
    allow: str, concern: str, expected: str
) -> None:
    policy = Policy(POINT, frozenset({allow}), frozenset({concern}))
    assert decide(scored(), STRANGER, policy).kind.value == expected


@given(all_scores, histories(), points(), senders, st.sampled_from(LABELS), chances)
@settings(max_examples=300)
def test_a_higher_score_never_lowers_the_verdict(
    scores: dict[Label, float],
    history: History,
    point: OperatingPoint,
    who: Sender,
    label: Label,
    higher: float,
) -> None:
    more = {**scores, label: max(scores[label], higher)}
    before, after = (decide(each, who, Policy(point), history) for each in (scores, more))
    assert RANK[after.kind] >= RANK[before.kind]


@given(all_scores, histories(), points(), senders, counts, counts)
@settings(max_examples=300)
def test_more_flagged_messages_never_lower_the_verdict(
    scores: dict[Label, float], history: History, point: OperatingPoint, who: Sender, texts: int, sent: int
) -> None:
    more = dataclasses.replace(
        history,
        messages=history.messages + sent,
        flagged=history.flagged + sent,
        same_text=history.same_text + texts,
        same_text_flagged=history.same_text_flagged + texts,
    )
    before, after = (decide(scores, who, Policy(point), each) for each in (history, more))
    assert RANK[after.kind] >= RANK[before.kind]


@given(all_scores, histories(), points(), senders)
@settings(max_examples=300)
def test_a_text_that_is_flagged_by_itself_is_quarantined_whoever_sent_it(
    scores: dict[Label, float], history: History, point: OperatingPoint, who: Sender
) -> None:
    if from_scores(scores, point) is VerdictKind.QUARANTINE:
        assert decide(scores, who, Policy(point), history).kind is VerdictKind.QUARANTINE


@given(all_scores, histories(), points(), senders)
@settings(max_examples=300)
def test_repetition_alone_of_clear_text_never_quarantines(
    scores: dict[Label, float], history: History, point: OperatingPoint, who: Sender
) -> None:
    clean = dataclasses.replace(history, flagged=0, same_text_flagged=0)
    if from_scores(scores, point) is VerdictKind.LEAVE:
        assert decide(scores, who, Policy(point), clean).kind is not VerdictKind.QUARANTINE


@given(all_scores, histories(), points(), senders)
@settings(max_examples=300)
def test_who_is_not_left_alone_gets_a_reason_in_plain_words(
    scores: dict[Label, float], history: History, point: OperatingPoint, who: Sender
) -> None:
    verdict = decide(scores, who, Policy(point), history)
    assert verdict.reasons or verdict.kind is VerdictKind.LEAVE
    for reason in verdict.reasons:
        assert re.fullmatch(r"[A-Z][A-Za-z0-9 ,]+(\. [A-Z][A-Za-z0-9 ,]+)?\.", reason.text)
        assert "score" not in reason.text
        assert "probab" not in reason.text
        assert "_" not in reason.text


@given(histories(), senders)
def test_the_strength_of_a_history_keeps_its_bounds(history: History, who: Sender) -> None:
    clean = dataclasses.replace(history, flagged=0, same_text_flagged=0)
    assert -MOST_KNOWN <= strength(signs(history, automatic=who.automatic)) <= MOST_FLAGGED
    assert strength(signs(clean, automatic=who.automatic)) <= MOST_UNFLAGGED


def codes(scores: dict[Label, float], history: History | None = None) -> list[str]:
    return [reason.code for reason in decide(scores, STRANGER, POLICY, history).reasons]


def test_reasons_name_the_gravest_first_and_abuse_only_where_nothing_else_is_said() -> None:
    assert codes(scored(0.99, insult=0.95, threat=0.93)) == ["text.threat", "text.insult"]
    assert codes(scored(0.99)) == ["text.abuse"]


def test_reasons_of_a_raised_verdict_name_the_repetition() -> None:
    history = History(messages=5, unanswered=5, same_text=4, same_text_senders=2)
    assert codes(scored(0.75, threat=0.6), history) == [
        "text.threat",
        "repeat.same_text",
        "repeat.unanswered",
    ]
    assert codes(scored(0.4), history)[0] == "context.abuse"


def test_each_label_is_said_in_its_own_words() -> None:
    said = {decide(scored(**{label: 0.95}), STRANGER, POLICY).reasons[0].text for label in LABELS}
    assert len(said) == len(LABELS)

"""`seawall score`: JSON lines of text in, JSON lines of scores out, in the same order."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from mail_agent.cli.common import add_jobs_option, add_promise_option, printable
from mail_agent.errors import Exit, UsageError

if TYPE_CHECKING:
    from classifier.score import OperatingPoint, Scorer, Scores

BATCH = 512
Line = tuple[int, bytes]
Form = Literal["plain", "explained", "marked"]
"""What is written: JSON; JSON with the words behind it; text with those words marked."""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    command = subparsers.add_parser(
        "score",
        help="score texts: JSON lines in, JSON lines out",
        description='Reads one {"id": ..., "text": ...} a line and writes one {"id", "scores", "judged_by", '
        '"language", "known", "verdict"} a line in the same order. Where the language is not known a low score says '
        "nothing. Each text is judged as one message's own words, with no history. A bad line gets an error "
        "object in its place; the rest is scored, and the exit code is 1.",
    )
    command.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="JSON lines, or - for standard input"
    )
    command.add_argument(
        "--explain",
        action="store_true",
        help='add "spans": the words that raised each label found, as characters [start, end) of the text; and "cues" '
        "where it may be a threat (docs/cues.md)",
    )
    command.add_argument(
        "--marked",
        action="store_true",
        help="print what was found as text, those words in [brackets], instead of JSON; this shows what was written",
    )
    add_promise_option(command)
    add_jobs_option(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score every line; return 1 if any line was bad."""
    from tqdm import tqdm

    from mail_agent.cli.parallel import cores, ordered_map

    bad = 0
    form: Form = "marked" if args.marked else "explained" if args.explain else "plain"
    work = partial(score_lines, false_alarms=args.false_alarms, form=form)
    with _opened(args.file) as stream, tqdm(unit=" texts", disable=not sys.stderr.isatty()) as bar:
        for lines, failed in ordered_map(work, _batches(stream), jobs=args.jobs or cores()):
            sys.stdout.write("".join(lines))
            bar.update(len(lines))
            bad += failed
    sys.stdout.flush()
    return int(Exit.SOME_FAILED if bad else Exit.OK)


def _opened(name: str) -> AbstractContextManager[IO[bytes]]:
    if name == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise UsageError(
            f"cannot read {name}: {error.strerror}.", "Name a file of JSON lines, or - ."
        ) from None


def _batches(stream: IO[bytes]) -> Iterator[Sequence[Line]]:
    numbered = enumerate(stream, start=1)
    while batch := list(islice(numbered, BATCH)):
        yield batch


def score_lines(lines: Sequence[Line], false_alarms: float, form: Form = "plain") -> tuple[list[str], int]:
    """Return what is written for each input line that is not blank, and how many lines were bad."""
    from mail_agent.model import point_for, scorer

    model = scorer()
    point = point_for(model, false_alarms)
    parsed = [_parse(number, line) for number, line in lines if line.strip()]
    good = [one for one in parsed if "error" not in one]
    judged = iter(_results(good, model, point, explained=form != "plain"))
    write = _marked if form == "marked" else _json
    written = [_json(one) if "error" in one else write(next(judged), one["text"]) for one in parsed]
    return written, len(parsed) - len(good)


def _results(
    good: Sequence[dict[str, Any]], scorer: "Scorer", point: "OperatingPoint", *, explained: bool
) -> Iterator[dict[str, Any]]:
    from mail_agent.judge import how_judged
    from mail_agent.verdict import from_scores

    for one, scores in zip(good, scorer.score([one["text"] for one in good]), strict=True):
        rounded = {str(label): round(value, 6) for label, value in scores.items()}
        verdict = str(from_scores(scores, point))
        found = {"id": one["id"], "scores": rounded, **how_judged(scores), "verdict": verdict}
        yield {**found, **_explained(scorer, one["text"], scores, point)} if explained else found


def _explained(
    scorer: "Scorer", text: str, scores: "Scores", point: "OperatingPoint"
) -> dict[str, list[dict[str, Any]]]:
    """Return the words behind each label that reached `review`, and a threat's cues."""
    from classifier.explain import explain
    from classifier.labels import Label
    from mail_agent.threat import as_values, passage_cues
    from mail_agent.verdict import labels_said

    labels = labels_said(scores, point.review)
    spans = [
        {**asdict(span), "label": str(label), "weight": round(span.weight, 4), "share": round(span.share, 4)}
        for label in labels
        for span in explain(scorer, text, label)
    ]
    return {
        "spans": spans,
        "cues": as_values(passage_cues([(0, text)])) if Label.THREAT in labels else [],
    }


def _json(result: dict[str, Any], _text: str = "") -> str:
    return json.dumps(result) + "\n"


def _marked(result: dict[str, Any], text: str) -> str:
    """Return the result as text: verdict and id, the text marked for each label, and what its cues tell."""
    from classifier.explain import marked
    from classifier.score import Span
    from mail_agent.threat import from_values, in_words
    from mail_agent.verdict import UNKNOWN_LANGUAGE

    lines = [f"{result['verdict']} {json.dumps(result['id'])}"]
    for label in dict.fromkeys(span["label"] for span in result["spans"]):
        spans = [Span(**span) for span in result["spans"] if span["label"] == label]
        lines += [f"    {label}: {line}" for line in marked(text, spans).splitlines()]
    told = in_words(from_values(result["cues"]))
    lines += [f"    {told}"] if told else []
    lines += [] if result["known"] else [f"    {UNKNOWN_LANGUAGE.text}"]
    return "".join(f"{printable(line)}\n" for line in lines)


def _parse(number: int, line: bytes) -> dict[str, Any]:
    """Return {"id", "text"}, or {"id", "error"} that says what is wrong with the line."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"line {number}: not JSON: {error}"}
    if not isinstance(value, dict):
        return {"id": None, "error": f'line {number}: not an object; write {{"id": ..., "text": ...}}'}
    if not isinstance(value.get("text"), str):
        return {"id": value.get("id"), "error": f'line {number}: "text" is missing or not a string'}
    return {"id": value.get("id"), "text": value["text"]}

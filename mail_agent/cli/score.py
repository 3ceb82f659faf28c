"""`seawall score`: JSON lines of text in, JSON lines of scores out, in the same order."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mail_agent.cli.common import add_jobs_option, add_promise_option
from mail_agent.errors import Exit, UsageError

if TYPE_CHECKING:
    from classifier.score import OperatingPoint, Scorer

BATCH = 512
Line = tuple[int, bytes]


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    command = subparsers.add_parser(
        "score",
        help="score texts: JSON lines in, JSON lines out",
        description='Reads one {"id": ..., "text": ...} a line and writes one {"id", "scores", "verdict"} a line in '
        "the same order. Each text is judged as one message's own words, with no history. A bad line gets an error "
        "object in its place; the rest is scored, and the exit code is 1.",
    )
    command.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="JSON lines, or - for standard input"
    )
    add_promise_option(command)
    add_jobs_option(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Score every line; return 1 if any line was bad."""
    from tqdm import tqdm

    from mail_agent.cli.parallel import cores, ordered_map

    bad = 0
    work = partial(score_lines, false_alarms=args.false_alarms)
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


def score_lines(lines: Sequence[Line], false_alarms: float) -> tuple[list[str], int]:
    """Return one output line for each input line that is not blank, and how many were bad."""
    from mail_agent.model import point_for, scorer

    model = scorer()
    point = point_for(model, false_alarms)
    parsed = [_parse(number, line) for number, line in lines if line.strip()]
    good = [one for one in parsed if "error" not in one]
    judged = iter(_results(good, model, point))
    results = [one if "error" in one else next(judged) for one in parsed]
    return [json.dumps(result) + "\n" for result in results], len(parsed) - len(good)


def _results(
    good: Sequence[dict[str, Any]], scorer: "Scorer", point: "OperatingPoint"
) -> Iterator[dict[str, Any]]:
    from mail_agent.verdict import from_scores

    for one, scores in zip(good, scorer.score([one["text"] for one in good]), strict=True):
        rounded = {str(label): round(value, 6) for label, value in scores.items()}
        yield {"id": one["id"], "scores": rounded, "verdict": str(from_scores(scores, point))}


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

"""`seawall judge`: message files, folders, Maildirs and mbox files in, one JSON line a message out; touches nothing."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from mail_agent.cli.common import add_jobs_option, add_promise_option
from mail_agent.errors import Exit

if TYPE_CHECKING:
    from mail_agent.cli.sources import Source
    from mail_agent.judge import Reading

BATCH_MESSAGES = 64
BATCH_OCTETS = 8 * 1024 * 1024


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    command = subparsers.add_parser(
        "judge",
        help="judge mails in files, folders, Maildirs and mbox files",
        description="Writes one JSON object a message: path, sha256, verdict, scores, judged_by, language, known, "
        "reasons, cues, passages, defects. Where the language is not known, a low score says nothing. Cues say what a "
        "threat tells of itself and where (docs/cues.md). Each message is judged by itself, with no history. Nothing "
        "is changed. A message that cannot be read gets an error object in its place; the rest is judged, and the exit "
        "code is 1.",
    )
    command.add_argument(
        "paths", nargs="+", metavar="PATH", help="a message, an mbox file, a Maildir or a folder"
    )
    add_promise_option(command)
    add_jobs_option(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Judge every message; SOME_FAILED if any could not be read.

    Raises:
        ConfigError: this model cannot keep the promise.
    """
    from tqdm import tqdm

    from mail_agent.cli.parallel import cores, ordered_map
    from mail_agent.cli.sources import find

    bad = 0
    work = partial(judge_messages, false_alarms=args.false_alarms)
    batches = _batches(find(args.paths))
    with tqdm(unit=" mails", disable=not sys.stderr.isatty()) as bar:
        for lines, failed in ordered_map(work, batches, jobs=args.jobs or cores()):
            sys.stdout.write("".join(lines))
            bar.update(len(lines))
            bad += failed
    sys.stdout.flush()
    return int(Exit.SOME_FAILED if bad else Exit.OK)


def _batches(sources: Iterable["Source"]) -> Iterator[list["Source"]]:
    """Cut the messages into batches bounded in number and in octets."""
    batch: list[Source] = []
    octets = 0
    for source in sources:
        if batch and (len(batch) == BATCH_MESSAGES or octets + source.size > BATCH_OCTETS):
            yield batch
            batch, octets = [], 0
        batch.append(source)
        octets += source.size
    if batch:
        yield batch


def judge_messages(sources: list["Source"], false_alarms: float) -> tuple[list[str], int]:
    """Return one output line for each message, and how many could not be read."""
    from mail_agent.judge import as_json, judge, score
    from mail_agent.model import point_for, scorer
    from mail_agent.verdict import Policy

    model = scorer()
    policy = Policy(point_for(model, false_alarms))
    readings = [_read(source) for source in sources]
    good = [one for one in readings if not isinstance(one, str)]
    scored = iter(score(good, model))
    results: list[dict[str, Any]] = [
        {"path": source.name, "error": one}
        if isinstance(one, str)
        else as_json(source.name, judge(next(scored), policy))
        for source, one in zip(sources, readings, strict=True)
    ]
    return [json.dumps(result) + "\n" for result in results], len(sources) - len(good)


def _read(source: "Source") -> "Reading | str":
    """Return the reading of a message, or why it cannot be read."""
    from mail_agent.cli.sources import Unreadable, octets
    from mail_agent.judge import read

    try:
        return read(octets(source))
    except Unreadable as error:
        return str(error)

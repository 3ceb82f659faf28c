"""`seawall demo`: the agent protects an invented inbox on a mail server of its own."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from mail_agent.errors import Exit


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    command = subparsers.add_parser(
        "demo",
        help="see it work on an invented inbox: no account, no network",
        description="Starts an IMAP server on this computer with an invented inbox, runs the agent on it, "
        "delivers three more messages while it watches, and proves that every original is unaltered.",
    )
    command.add_argument(
        "--show", action="store_true", help="print the text of what was kept (it is abusive)"
    )
    command.add_argument(
        "--json", action="store_true", help="print the report as one JSON object, without any text"
    )
    command.add_argument(
        "--keep",
        type=Path,
        metavar="DIR",
        help="write evidence here (new or empty; default: a new folder each time)",
    )
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the demonstration; SOME_FAILED if any promise about the originals did not hold."""
    from tqdm import tqdm

    from mail_agent.demo.run import default_folder, demonstrate
    from mail_agent.demo.tell import as_json, lines

    def say(line: str) -> None:
        print(line, file=sys.stderr if args.json else sys.stdout, flush=True)

    bar: tqdm[Any]
    with tqdm(unit=" messages", leave=False, disable=not sys.stderr.isatty()) as bar:

        def progress(done: int, of: int) -> None:
            bar.total = of
            bar.update(done - bar.n)

        outcome = demonstrate(args.keep or default_folder(), say, progress)
    if args.json:
        print(json.dumps(as_json(outcome), ensure_ascii=False))
    else:
        for line in lines(outcome, show=args.show):
            print(line)
    return int(Exit.OK if outcome.proof.holds else Exit.SOME_FAILED)

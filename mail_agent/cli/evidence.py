"""`seawall evidence verify`: recompute every hash and the chain of an evidence folder."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from mail_agent.cli.common import add_config_option, printable
from mail_agent.errors import Exit

if TYPE_CHECKING:
    from mail_agent.evidence.verify import Report


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    evidence = subparsers.add_parser("evidence", help="check what was kept")
    actions = evidence.add_subparsers(title="actions", metavar="ACTION", required=True)
    verify = actions.add_parser(
        "verify",
        help="recompute every hash and the chain of an evidence folder",
        description="Recomputes every hash and the chain of an evidence folder. Writes nothing. Exits with "
        f"0, or with {Exit.EVIDENCE:d} and each problem on a line of its own.",
    )
    verify.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="the evidence folder (default: the configured one)",
    )
    add_config_option(verify)
    verify.add_argument("--json", action="store_true", help="print the report as one JSON object")
    verify.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Verify the folder and print the report.

    Raises:
        EvidenceError: if there is no evidence folder there.
        ConfigError: if no folder is given and the configuration cannot be used.
    """
    from mail_agent.evidence.verify import verify

    report = verify(args.folder or _configured(args.config))
    if args.json:
        sys.stdout.write(json.dumps(asdict(report)) + "\n")
    else:
        _print(report)
    return int(Exit.EVIDENCE if report.problems else Exit.OK)


def _configured(path: Path | None) -> Path:
    from mail_agent import config

    return config.load(path).evidence


def _print(report: "Report") -> None:
    for problem in report.problems:
        print(f"{printable(problem.path)}: {printable(problem.detail)} [{problem.code}]")
    for note in report.notes:
        print(f"note: {printable(note.path)}: {printable(note.detail)} [{note.code}]")
    found = _count(len(report.problems), "problem") if report.problems else "no problems"
    entries = _count(report.entries, "journal entry", "journal entries")
    print(f"verified {_count(report.items, 'item')}, {entries}, {found}")
    if not report.problems:
        print(
            f"journal head {report.head}: written down elsewhere, it shows a journal that is cut or replaced"
        )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"

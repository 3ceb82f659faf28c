"""The `seawall` command: arguments in, one module a command; errors become one line and an exit code."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Final

from mail_agent.errors import Exit, SeawallError

COMMANDS: Final = ("demo", "score", "judge", "scan", "watch", "evidence", "train", "evaluate")
"""One module of this package each; each has `register(subparsers)` and `run(args)`, and imports late."""


def parser() -> argparse.ArgumentParser:
    """Return the whole command line's parser."""
    top = argparse.ArgumentParser(
        prog="seawall",
        description="Keeps abusive mail out of your sight and in a safe place, on your own computer. "
        "Nothing is sent anywhere, nothing is ever deleted.",
        epilog="Exit codes and configuration: docs/operating.md. Start with: seawall demo",
    )
    top.add_argument("--version", action="version", version=f"seawall {_version()}")
    subparsers = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in COMMANDS:
        importlib.import_module(f"mail_agent.cli.{name}").register(subparsers)
    return top


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("seawall")
    except PackageNotFoundError:
        return "(not installed)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see errors.Exit)."""
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except SeawallError as error:
        sys.stderr.write(f"seawall: {error}\n")
        return int(error.code)
    except KeyboardInterrupt:
        sys.stderr.write("seawall: interrupted; nothing is lost, run it again to go on.\n")
        return int(Exit.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return int(Exit.SOME_FAILED)

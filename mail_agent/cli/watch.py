"""`seawall watch`: goes on looking, until stopped."""

import argparse
import logging
import sys
from functools import partial
from typing import TYPE_CHECKING

from mail_agent.cli.common import add_config_option, stop_on_signals
from mail_agent.errors import Exit

if TYPE_CHECKING:
    from mail_agent.agent import ScanResult

log = logging.getLogger("seawall.watch")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    command = subparsers.add_parser(
        "watch",
        help="go on looking at what arrives, until stopped",
        description="Scans each account, then waits (IDLE where the server has it, polling elsewhere) and scans again "
        "when something arrives. SIGTERM and Ctrl-C stop it between two messages. Logs hashes and counts only.",
    )
    add_config_option(command)
    command.add_argument("--account", metavar="NAME", help="only this account")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Watch until a signal; return 0 after an orderly stop."""
    from mail_agent.agent import watch
    from mail_agent.agent.assemble import opened, watched
    from mail_agent.config import load

    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    config = load(args.config)
    with stop_on_signals() as stop, opened(config, only=args.account, stop=stop) as agents:
        log.info("watching %d account(s)", len(agents))
        watch(watched(config, agents), stop, report=partial(_report, {}))
    log.info("stopped")
    return int(Exit.OK)


def _report(unread: dict[str, int], name: str, result: "ScanResult") -> None:
    """Log what was done; what could not be read, by account in `unread`, only when its number changes."""
    for one in result.handled:
        done = one.settled.done if one.settled else ""
        log.info("account %s: %s %s %s", name, one.sha256, one.verdict.kind.value, done)
    if result.unread != unread.get(name, 0):
        log.warning("account %s: %d message(s) cannot be read from the server", name, result.unread)
        unread[name] = result.unread

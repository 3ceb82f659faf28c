"""`seawall scan`: one pass over what is new in each account."""

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from mail_agent.cli.common import add_config_option, stop_on_signals
from mail_agent.errors import Exit

if TYPE_CHECKING:
    from mail_agent.agent import Agent, Handled, ScanResult


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    command = subparsers.add_parser(
        "scan",
        help="look once at everything that is new, and act",
        description="Judges each message that was not looked at before, moves what is flagged into the evidence "
        "mailbox, and seals it. Can be interrupted and run again: it goes on where it stopped.",
    )
    add_config_option(command)
    command.add_argument("--account", metavar="NAME", help="only this account")
    command.add_argument(
        "--since", type=_day, metavar="DATE", help="only messages that arrived on or after YYYY-MM-DD"
    )
    command.add_argument("--all", action="store_true", help="judge also what was left alone before")
    command.add_argument(
        "--dry-run", action="store_true", help="say exactly what would happen, and change nothing"
    )
    command.add_argument(
        "--json", action="store_true", help="one JSON object for each message kept, then the counts"
    )
    command.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-03-31") from None


def run(args: argparse.Namespace) -> int:
    """Scan each account, the next one also where one fails; see errors.Exit for what is returned."""
    from mail_agent.agent import ScanResult
    from mail_agent.agent.assemble import opened
    from mail_agent.config import load
    from mail_agent.errors import ConfigError, MailboxError, SignInError, UnreachableError

    total, code = ScanResult(), Exit.OK
    config = load(args.config)
    with (
        stop_on_signals() as stop,
        opened(config, dry_run=args.dry_run, only=args.account, stop=stop) as agents,
    ):
        for agent in agents:
            if stop.is_set():
                total.interrupted = True
                break
            try:
                result = _scanned(agent, args)
            except (ConfigError, MailboxError, SignInError, UnreachableError) as error:
                where = "" if error.message.startswith("account ") else f"account {agent.account.name}: "
                sys.stderr.write(f"seawall: {where}{error}\n")
                code = code or error.code
                continue
            total.add(result)
            _print_kept(result, args)
    _print_counts(total, args)
    if total.failed or total.unread:
        code = code or Exit.SOME_FAILED
    return int(Exit.INTERRUPTED if total.interrupted else code)


def _scanned(agent: "Agent", args: argparse.Namespace) -> "ScanResult":
    from tqdm import tqdm

    with tqdm(unit=" messages", desc=agent.account.name, disable=not sys.stderr.isatty()) as bar:

        def progress(done: int, of: int) -> None:
            bar.total = of
            bar.n = done
            bar.refresh()

        return agent.scan(since=args.since, everything=args.all, progress=progress)


def as_json(one: "Handled") -> dict[str, Any]:
    """Return one kept message as `--json` prints it: hashes and references, no text."""
    from mail_agent.judge import how_judged
    from mail_agent.threat import as_values

    reference = one.reference
    return {
        "account": reference.account,
        "mailbox": reference.mailbox,
        "uidvalidity": reference.uidvalidity,
        "uid": reference.uid,
        "sha256": one.sha256,
        "verdict": one.verdict.kind.value,
        **how_judged(one.scores),
        "reasons": [reason.text for reason in one.verdict.reasons],
        "cues": as_values(one.verdict.cues),
        "steps": list(one.steps),
        "item": one.settled.intent if one.settled else None,
        "done": one.settled.done if one.settled else None,
        "note": one.settled.note if one.settled else "",
    }


def _print_kept(result: "ScanResult", args: argparse.Namespace) -> None:
    for one in result.handled:
        if args.json:
            print(json.dumps(as_json(one)))
            continue
        where = f"{one.reference.account} {one.reference.mailbox} {one.reference.uid}"
        what = f"would {', '.join(one.steps)}" if one.settled is None else one.settled.done
        print(f"{where}: {one.verdict.kind.value}: {what}")
        for reason in one.verdict.reasons:
            print(f"    {reason.text}")
        if one.settled and one.settled.note:
            print(f"    Note: {one.settled.note}")


def _print_counts(total: "ScanResult", args: argparse.Namespace) -> None:
    from mail_agent.verdict import VerdictKind

    counts = {
        "looked": total.looked,
        "quarantine": total.count(VerdictKind.QUARANTINE),
        "review": total.count(VerdictKind.REVIEW),
        "leave": total.left,
        "unknown_language": total.unknown,
        "known": total.known,
        "failed": total.failed,
        "unread": total.unread,
        "finished": total.finished,
        "interrupted": total.interrupted,
        "dry_run": args.dry_run,
    }
    if args.json:
        print(json.dumps(counts))
        return
    words = "would be " if args.dry_run else ""
    print(
        f"{total.looked} looked at: {counts['quarantine']} {words}quarantined, {counts['review']} {words}put up for "
        f"review, {total.left} left alone, {total.known} known already."
    )
    if total.unknown:
        print(
            f"Of those left alone, {total.unknown} are in a language that the model does not know: "
            "a low score says nothing there."
        )
    if total.finished:
        print(f"{total.finished} left open by an earlier scan were dealt with now.")
    if total.failed:
        print(f"{total.failed} did not get to where they should be; see the notes above.")
    if total.unread:
        print(f"{total.unread} could not be read from the server; they are asked for again at the next scan.")
    if total.interrupted:
        print("Interrupted between two messages; run it again to go on.")

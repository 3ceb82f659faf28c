"""Options and openings that several commands share."""

import argparse
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from threading import Event
from types import FrameType

DEFAULT_PROMISE = "1/2000"


def promise(text: str) -> float:
    """Read "1/2000" or "0.0005": the share of ordinary messages that may leave the inbox."""
    try:
        share = float(Fraction(text.replace(" in ", "/")))
    except (ValueError, ArithmeticError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a share such as 1/2000") from None
    if not 0 < share < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not between 0 and 1")
    return share


def add_promise_option(command: argparse.ArgumentParser) -> None:
    """Add `--false-alarms`, the promise about ordinary mail."""
    command.add_argument(
        "--false-alarms",
        type=promise,
        default=DEFAULT_PROMISE,
        metavar="1/N",
        help=f"at most one ordinary message in N may be flagged (default: {DEFAULT_PROMISE})",
    )


def jobs(text: str) -> int:
    """Read a number of processes, 0 for one a processor."""
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def add_jobs_option(command: argparse.ArgumentParser) -> None:
    """Add `--jobs N`."""
    command.add_argument(
        "--jobs", type=jobs, default=0, metavar="N", help="processes (default: one a processor)"
    )


def add_config_option(command: argparse.ArgumentParser) -> None:
    """Add `--config PATH`."""
    command.add_argument(
        "--config", type=Path, metavar="PATH", help="configuration file (default: the platform's own place)"
    )


@contextmanager
def stop_on_signals() -> Iterator[Event]:
    """Give an event that SIGTERM and SIGINT set: work stops between two messages; a second signal ends at once."""
    stop = Event()

    def handle(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    previous = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def printable(text: str) -> str:
    """Return the text with what a terminal would act on, or cannot show, escaped."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)

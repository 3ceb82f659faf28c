"""How long look-ups in the history take with many messages: `python tests/benchmarks/history_bench.py [MESSAGES]`."""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from classifier.repetition import Signature, signature
from mail_agent.history import HistoryIndex, Processed
from mail_agent.mailbox import Reference
from mail_agent.verdict import VerdictKind

START = datetime(2015, 1, 1, tzinfo=UTC)
NEWSLETTER = (
    "This week in the garden club: the seed swap is on Saturday, and the hall needs six more chairs. "
)
WORDS = [
    f"{a}{b}"
    for a in ("lo", "mi", "ta", "re", "ku", "ne", "so", "vi")
    for b in ("ran", "den", "sil", "tor", "mel")
]


def messages(count: int, rng: random.Random) -> Iterator[Processed]:
    """Yield mail of three kinds: one newsletter, one text in ever new variants, and texts of their own."""
    same = signature(NEWSLETTER)
    for uid in range(1, count + 1):
        kind = uid % 5
        if kind == 0:
            sender, text, verdict = "news@example.org", same, VerdictKind.LEAVE
        elif kind == 1:
            sender, text, verdict = f"f{uid % 50}@example.net", variant(uid), rng.choice(list(VerdictKind))
        else:
            sender, text, verdict = f"p{rng.randrange(5_000)}@example.com", own(rng), VerdictKind.LEAVE
        reference = Reference("home", "INBOX", 1, uid)
        yield Processed(
            reference, f"sha256:{uid:064x}", START + timedelta(minutes=20 * uid), sender, text, verdict
        )


def variant(number: int) -> Signature:
    """Return a text that is nearly the same as every other variant."""
    return signature(f"{NEWSLETTER} Your number is {number}.")


def own(rng: random.Random) -> Signature:
    """Return a text like no other."""
    return signature(" ".join(rng.choices(WORDS, k=30)))


def timed(name: str, count: int, call: Callable[[int], object]) -> None:
    """Print the median and the 95th percentile of `count` calls, by the clock and by the processor's time."""
    clock, processor = [], []
    for number in range(count):
        start = (time.perf_counter(), time.process_time())
        call(number)
        clock.append((time.perf_counter() - start[0]) * 1000)
        processor.append((time.process_time() - start[1]) * 1000)
    shown = (
        f"median {statistics.median(one):6.2f} p95 {statistics.quantiles(one, n=20)[-1]:6.2f}"
        for one in (clock, processor)
    )
    sys.stdout.write(f"{name:<32} ms by clock: {next(shown)}   by processor: {next(shown)}\n")
    sys.stdout.flush()


def main(count: int) -> None:
    """Fill an index and time what the agent asks of it."""
    rng = random.Random(7)
    with tempfile.TemporaryDirectory() as folder, HistoryIndex(Path(folder) / "history.sqlite") as index:
        start = time.perf_counter()
        batch: list[Processed] = []
        for one in messages(count, rng):
            batch.append(one)
            if len(batch) == 1_000:
                index.add_many(batch)
                batch.clear()
        index.add_many(batch)
        size = sum(part.stat().st_size for part in Path(folder).iterdir())
        sys.stdout.write(f"{count} messages in {time.perf_counter() - start:.0f} s, {size / 1e6:.0f} MB\n")
        now = START + timedelta(minutes=20 * (count + 1))
        texts = [own(rng) for _ in range(300)]
        variants = [variant(count + number) for number in range(300)]
        same = signature(NEWSLETTER)
        timed("history, text of its own", 300, lambda n: index.history(f"p{n}@example.com", texts[n], now))
        timed("history, flooding newsletter", 300, lambda _: index.history("news@example.org", same, now))
        timed(
            "history, flood of variants",
            300,
            lambda n: index.history(f"f{n % 50}@example.net", variants[n], now),
        )
        timed("known", 300, lambda n: index.known("home", f"sha256:{n:064x}", now))
        timed("is_processed", 300, lambda n: index.is_processed(Reference("home", "INBOX", 1, n)))
        new = list(messages(300, rng))
        timed("add, one at a time", 300, lambda n: index.add(new[n]))
        fresh = [
            Processed(
                Reference("home", "INBOX", 2, n),
                f"sha256:{n + 10**9:064x}",
                now,
                "p",
                texts[n],
                VerdictKind.LEAVE,
            )
            for n in range(300)
        ]
        timed("add, a text of its own", 300, lambda n: index.add(fresh[n]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)

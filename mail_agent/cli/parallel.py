"""An ordered map over processes that keeps only a few batches in memory."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Batches handed out ahead of the one being waited for, for each process."""


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered_map(work: Callable[[T], R], batches: Iterable[T], *, jobs: int) -> Iterator[R]:
    """Yield `work(batch)` for each batch in order.

    A single batch, or `jobs` of 1, is worked on in this process: starting others would take longer. `work` must be an
    importable function; what it raises in another process is raised here.
    """
    pending = iter(batches)
    first = list(islice(pending, 2))
    everything = chain(first, pending)
    if jobs == 1 or len(first) < 2:
        yield from map(work, everything)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        futures: deque[Future[R]] = deque()
        try:
            for batch in everything:
                futures.append(pool.submit(work, batch))
                if len(futures) > jobs * AHEAD:
                    yield futures.popleft().result()
            while futures:
                yield futures.popleft().result()
        finally:
            for future in futures:
                future.cancel()

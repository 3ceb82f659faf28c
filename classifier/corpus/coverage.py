"""How many messages there are of each kind, and where the corpus is thinner than it must be."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from classifier.corpus.required import AUTHORS, LEAST, REQUIRED
from classifier.corpus.section import Section, listed
from classifier.corpus.words import length
from classifier.recipes.authored import Message

MESSAGES: Final = 15_000
"""Messages in all."""

LANGUAGE_LEAST: Final = 400
"""Messages in each of the thirteen languages; `mixed` messages count for none of them."""

LANGUAGES: Final = ("ar", "de", "en", "es", "fr", "hi", "it", "nl", "pl", "pt", "ru", "tr", "zh")
"""The languages that must be there."""

SIDE_LEAST: Final = 0.4
"""Share that abuse and the rest must each have at least, in all and in each language, channel, length band
and author's work, so that none of these tells the classes apart."""

SEVERITY_LEAST: Final = 500
"""Messages of each severity from 1 to 3."""

BANDS: Final = ((4, 10), (11, 20), (21, 40), (41, 80), (81, 150), (151, 400))
"""Length bands in words, both ends included. Shorter and longer messages do not belong in the corpus, but up
to OUTSIDE of them are borne: an insult of one word is mail, too."""

OUTSIDE: Final = 0.02
"""Share of the messages that may be shorter than 4 or longer than 400 words."""

_THIN: Final = 50


def coverage(messages: Sequence[Message]) -> Section:
    """Return the counts by language, channel, length, severity, author and function, and what is missing."""
    tables = {
        "language": _sides(messages, lambda message: message.language),
        "channel": _sides(messages, lambda message: message.channel),
        "words": _sides(messages, _band),
        "author": _sides(messages, lambda message: message.author),
    }
    severity = Counter(message.severity for message in messages)
    wanted = {need.name: [m for m in messages if m.abuse == need.abuse and need.has(m)] for need in REQUIRED}
    violations = [
        *_totals(messages, tables, severity),
        *(problem for name, table in tables.items() for problem in _one_sided(name, table)),
        *_missing(wanted),
    ]
    functions = {name: len(found) for name, found in wanted.items()}
    return Section(
        "coverage",
        tuple(violations),
        (
            (
                f"{len(messages)} messages, {sum(message.abuse for message in messages)} abusive, "
                f"{len({m.group for m in messages})} groups, {len({m.function for m in messages})} names of functions"
            ),
            *(_row(name, table) for name, table in tables.items()),
            f"severity: {', '.join(f'{grade} {count}' for grade, count in sorted(severity.items()))}",
            *(
                f"{side}: "
                + ", ".join(f"{need.name} {functions[need.name]}" for need in REQUIRED if need.abuse is kind)
                for side, kind in (("abuse", True), ("looks like it or is plain", False))
            ),
        ),
        {
            "messages": len(messages),
            "required": functions,
            "severity": {str(grade): count for grade, count in sorted(severity.items())},
            **{name: {key: list(both) for key, both in table.items()} for name, table in tables.items()},
        },
    )


def _band(message: Message) -> str:
    size = length(message.whole)
    return next((f"{low}-{high}" for low, high in BANDS if low <= size <= high), "outside")


def _sides(messages: Sequence[Message], key: Callable[[Message], str]) -> dict[str, tuple[int, int]]:
    """Return (abusive, others) for each value of `key`."""
    counts = Counter((key(message), message.abuse) for message in messages)
    return {name: (counts[name, True], counts[name, False]) for name in sorted({name for name, _ in counts})}


def _totals(
    messages: Sequence[Message], tables: dict[str, dict[str, tuple[int, int]]], severity: Counter[int]
) -> Iterator[str]:
    if len(messages) < MESSAGES:
        yield f"{len(messages)} messages: at least {MESSAGES} are wanted"
    for language in LANGUAGES:
        count = sum(tables["language"].get(language, (0, 0)))
        if count < LANGUAGE_LEAST:
            yield f"language {language}: {count} messages of at least {LANGUAGE_LEAST}"
    for grade in (1, 2, 3):
        if severity[grade] < SEVERITY_LEAST:
            yield f"severity {grade}: {severity[grade]} messages of at least {SEVERITY_LEAST}"
    outside = sum(tables["words"].get("outside", (0, 0)))
    if outside > OUTSIDE * len(messages):
        yield f"{outside} messages are shorter than 4 or longer than 400 words: {OUTSIDE:.0%} may be"


def _one_sided(name: str, table: dict[str, tuple[int, int]]) -> Iterator[str]:
    for key, (abusive, others) in table.items():
        share = abusive / (abusive + others)
        if abusive + others >= _THIN and key != "outside" and not SIDE_LEAST <= share <= 1 - SIDE_LEAST:
            yield (
                f"{name} {key}: {share:.0%} of {abusive + others} are abusive, "
                f"{SIDE_LEAST:.0%} to {1 - SIDE_LEAST:.0%} are wanted"
            )


def _missing(wanted: dict[str, list[Message]]) -> Iterator[str]:
    for name, found in wanted.items():
        authors = sorted({message.author for message in found})
        if len(found) < LEAST:
            yield f"function {name!r}: {len(found)} messages of at least {LEAST}"
        elif len(authors) < AUTHORS:
            yield f"function {name!r}: by {listed(authors)} alone, {AUTHORS} authors are wanted"


def _row(name: str, table: dict[str, tuple[int, int]]) -> str:
    return f"{name} (abusive + others): " + ", ".join(f"{key} {a}+{b}" for key, (a, b) in table.items())

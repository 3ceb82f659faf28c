"""How far a second reader, who saw the texts alone, agrees with the authors' labels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from classifier.corpus.section import Section, listed
from classifier.labels import Label
from classifier.recipes.authored import Message

FILE: Final = Path(__file__).parents[2] / "data" / "second_reader.tsv"
"""Where the second reader's labels lie in a source tree; `settled.tsv` lies beside it."""

LETTERS: Final[Mapping[str, Label]] = {
    "t": Label.THREAT,
    "o": Label.OBSCENE,
    "i": Label.INSULT,
    "h": Label.IDENTITY_HATE,
    "s": Label.SEXUAL,
    "k": Label.SELF_HARM_ENCOURAGEMENT,
    "e": Label.EXTORTION,
    "d": Label.DOXXING,
    "w": Label.STALKING,
}
"""Letters that stand for the labels in the file; `-` stands for none."""

STRANGE: Final = 0.4
"""Share of an author's messages on whose abuse the two may disagree; above it the rows are of other texts."""

_DRAWS: Final = 1000
_FEW: Final = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What the second reader said of one message.

    Attributes:
        id: of the message.
        labels: `Label.ABUSE` and the others that it was given.
        doubtful: whether the reader was in doubt if it is abuse.
    """

    id: str
    labels: frozenset[Label]
    doubtful: bool


def agreement(messages: Sequence[Message], file: Path = FILE) -> Section:
    """Return Cohen's kappa (Cohen 1960) of author and second reader, for each label and for abuse.

    It is the agreement of the blind reading: labels that were added or removed when a disagreement was settled
    count as the author first gave them. Each interval is of 95 %, from 1,000 draws of whole groups with
    replacement (Efron and Tibshirani 1993), since variants of one idea are judged alike; the draws are the same
    in every run. Rows that cannot be read are violations; rows of messages that are no longer in the corpus are
    counted.
    """
    if not file.is_file():
        return Section("agreement", lines=(f"skipped: there is no {file.name}",))
    readings, problems = _read(file)
    first, settled = _first_labels(file.with_name("settled.tsv"))
    known = {message.id: _as_first(message, first.get(message.id, {})) for message in messages}
    pairs = [(known[name], reading) for name, reading in readings.items() if name in known]
    gone = sorted(set(readings) - set(known))
    if not pairs:
        return Section("agreement", tuple(problems), ("no message was read a second time",))
    groups = _numbered([message.group for message, _ in pairs])
    kappas = {label.value: _kappa(label, pairs, groups) for label in (Label.ABUSE, *LETTERS.values())}
    apart = [message.id for message, reading in pairs if message.abuse != (Label.ABUSE in reading.labels)]
    open_ = [name for name in apart if name not in settled]
    doubtful = sum(reading.doubtful for _, reading in pairs)
    by_author = _by_author(pairs)
    problems += [
        f"author {author}: {row['abuse_disagreed']} of {row['read']} rows disagree on abuse; are they of other texts?"
        for author, row in by_author.items()
        if row["read"] >= _FEW and row["abuse_disagreed"] > STRANGE * row["read"]
    ]
    return Section(
        "agreement",
        tuple(problems),
        (
            (
                f"{len(pairs)} messages of {len({m.author for m, _ in pairs})} authors were read a second time, "
                f"{doubtful} of them with doubt; {len(gone)} rows are of messages that are no longer there"
            ),
            *(_line(name, kappa) for name, kappa in kappas.items()),
            f"{len(apart)} messages on whose abuse the two disagreed; not settled: {listed(open_) or 'none'}",
        ),
        {
            "read_twice": len(pairs),
            "doubtful": doubtful,
            "gone": gone,
            "kappa": kappas,
            "abuse_disagreed": apart,
            "abuse_open": open_,
            "by_author": by_author,
        },
    )


def _first_labels(file: Path) -> tuple[dict[str, dict[Label, bool]], set[str]]:
    """Return which labels of which message its author had first given or not, and whose abuse is settled."""
    first: dict[str, dict[Label, bool]] = {}
    settled = set()
    for line in file.read_text(encoding="utf-8").splitlines()[1:] if file.is_file() else ():
        name, what, decision, _ = line.split("\t")
        if what == Label.ABUSE:
            settled.add(name)
        elif decision in ("added", "removed"):
            first.setdefault(name, {})[Label(what)] = decision == "removed"
    return first, settled


def _as_first(message: Message, first: Mapping[Label, bool]) -> Message:
    given = {label for label, was_given in first.items() if was_given}
    return replace(message, labels=frozenset(message.labels - set(first) | given)) if first else message


def _read(file: Path) -> tuple[dict[str, Reading], list[str]]:
    readings: dict[str, Reading] = {}
    problems = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        fields = line.split("\t")
        where = f"{file.name}, line {number}"
        if len(fields) != 3 or fields[1] not in ("y", "n", "y?", "n?"):
            problems.append(
                f"{where}: an id, y or n (with ? if in doubt) and letters are wanted, divided by tabs"
            )
        elif fields[2] != "-" and not (fields[2] and set(fields[2]) <= set(LETTERS)):
            problems.append(f"{where}: the letters must be of {''.join(LETTERS)}, or - for none")
        elif (fields[1][0] == "y") != (fields[2] != "-"):
            problems.append(f"{where}: y has at least one letter, and n has -")
        elif fields[0] in readings:
            problems.append(f"{where}: {fields[0]} was read already")
        else:
            readings[fields[0]] = _reading(*fields)
    return readings, problems


def _reading(name: str, said: str, letters: str) -> Reading:
    labels = {LETTERS[letter] for letter in letters if letter != "-"}
    return Reading(name, frozenset(labels | ({Label.ABUSE} if said[0] == "y" else set())), said.endswith("?"))


def _numbered(groups: Sequence[str]) -> NDArray[np.int64]:
    places = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    return np.array([places[group] for group in groups])


def _kappa(
    label: Label, pairs: Sequence[tuple[Message, Reading]], groups: NDArray[np.int64]
) -> dict[str, Any]:
    """Return kappa, its interval and the four counts of one label; no kappa if all were given it, or none."""
    first = np.array(
        [message.abuse if label is Label.ABUSE else label in message.labels for message, _ in pairs]
    )
    second = np.array([label in reading.labels for _, reading in pairs])
    cells = np.zeros((groups.max() + 1, 4))
    np.add.at(cells, (groups, 2 * first + second), 1)
    chance = np.random.default_rng(0)
    draws: NDArray[np.float64] = (
        chance.multinomial(len(cells), np.full(len(cells), 1 / len(cells)), size=_DRAWS).astype(np.float64)
        @ cells
    )
    neither, only_second, only_first, both = cells.sum(axis=0).astype(int).tolist()
    defined = both + only_first + only_second > 0 and both < len(pairs)
    low, high = np.nanquantile(_of_counts(draws), [0.025, 0.975]) if defined else (0.0, 0.0)
    return {
        "kappa": round(float(_of_counts(cells.sum(axis=0)[None, :])[0]), 3) if defined else None,
        "interval": [round(float(low), 3), round(float(high), 3)] if defined else None,
        "both": both,
        "author_only": only_first,
        "second_only": only_second,
        "neither": neither,
    }


def _of_counts(counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return kappa of each row of counts (neither, second only, first only, both); nan if chance agrees fully."""
    neither, second, first, both = (counts / counts.sum(axis=1, keepdims=True)).T
    chance = (both + first) * (both + second) + (neither + first) * (neither + second)
    with np.errstate(invalid="ignore", divide="ignore"):
        kappa: NDArray[np.float64] = (both + neither - chance) / (1 - chance)
    return kappa


def _by_author(pairs: Sequence[tuple[Message, Reading]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for message, reading in pairs:
        counts = found.setdefault(message.author, {"read": 0, "abuse_disagreed": 0})
        counts["read"] += 1
        counts["abuse_disagreed"] += message.abuse != (Label.ABUSE in reading.labels)
    return dict(sorted(found.items()))


def _line(name: str, kappa: Mapping[str, Any]) -> str:
    low, high = kappa["interval"] or (0.0, 0.0)
    value = "undefined" if kappa["kappa"] is None else f"{kappa['kappa']:.3f} ({low:.3f} to {high:.3f})"
    return (
        f"{name}: kappa {value}; both {kappa['both']}, author alone "
        f"{kappa['author_only']}, second alone {kappa['second_only']}, neither {kappa['neither']}"
    )

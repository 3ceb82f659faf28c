"""The command `python -m classifier.corpus`: every check of our own corpus, in one report."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from classifier.corpus.agreement import FILE, agreement
from classifier.corpus.coverage import coverage
from classifier.corpus.disguise import disguise
from classifier.corpus.distance import distance
from classifier.corpus.duplicates import duplicates
from classifier.corpus.leakage import leakage
from classifier.corpus.section import Section
from classifier.corpus.separating import separating
from classifier.corpus.splits import FILE as SPLITS
from classifier.corpus.splits import freeze, splits
from classifier.corpus.transfer import transfer
from classifier.dataset import DatasetError
from classifier.recipes.authored import FOLDER, check, messages


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report and return 1 if anything is violated, 2 if the corpus cannot be read, else 0."""
    given = _parser().parse_args(arguments)
    try:
        if given.freeze:
            freeze(given.folder, given.splits)
        sections = list(_sections(given))
    except DatasetError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(_as_json(sections) if given.json else _as_text(sections))
    return 1 if any(section.violations for section in sections) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m classifier.corpus", description="Check our own corpus.")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="of the corpus's JSON-lines files")
    parser.add_argument("--second-reader", type=Path, default=FILE, help="table of a second reader's labels")
    parser.add_argument("--splits", type=Path, default=SPLITS, help="table of the frozen splits")
    parser.add_argument(
        "--freeze", action="store_true", help="write that table first, after groups were added"
    )
    parser.add_argument(
        "--datasets", type=Path, help="folder of the public sets, to compare styles (else SEAWALL_DATASETS)"
    )
    parser.add_argument(
        "--transfer",
        action="store_true",
        help="also learn from the corpus alone without each author (minutes)",
    )
    parser.add_argument("--json", action="store_true", help="write one JSON object for a program")
    return parser


def _sections(given: argparse.Namespace) -> Iterator[Section]:
    """Yield every section of the report; of a corpus whose form is wrong, the form alone."""
    report = check(given.folder)
    form = Section("form", report.violations, (f"{report.samples} messages",), {"messages": report.samples})
    yield form
    if form.violations:
        return
    corpus = list(messages(given.folder))
    for part in (coverage, duplicates, disguise, leakage, separating):
        yield part(corpus)
    yield splits(given.folder, given.splits)
    yield agreement(corpus, given.second_reader)
    yield distance(corpus, given.datasets)
    if given.transfer:
        yield transfer(given.folder)


def _as_json(sections: Sequence[Section]) -> str:
    parts = {part.name: {"violations": list(part.violations), **part.data} for part in sections}
    return json.dumps(parts, ensure_ascii=False, indent=1) + "\n"


def _as_text(sections: Sequence[Section]) -> str:
    written = []
    for part in sections:
        written.append(f"{part.name}: {'violated' if part.violations else 'as it should be'}")
        written += [f"  {line}" for line in part.lines]
        written += [f"  VIOLATION: {violation}" for violation in part.violations]
    count = sum(len(part.violations) for part in sections)
    return "\n".join((*written, f"{count} violations")) + "\n"


if __name__ == "__main__":
    sys.exit(main())

"""Our own corpus in data/authored: read as samples, and its form checked line by line.

`python -m classifier.recipes.authored` checks the form alone; `python -m classifier.corpus` checks everything.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from classifier.dataset import Register, Sample, json_lines
from classifier.labels import Label

FOLDER: Final = Path(__file__).parents[2] / "data" / "authored"
"""Where the corpus lies in a source tree."""

_TEXT: Final = (str,)
_MAYBE: Final = (str, type(None))
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "id": _TEXT, "text": _TEXT, "subject": _MAYBE, "abuse": (bool,), "labels": (list,), "severity": (int,),
    "channel": _TEXT, "language": _TEXT, "function": _TEXT, "group": _TEXT, "aimed_at": _MAYBE,
    "conditional": (bool,), "veiled": (bool,), "author": _TEXT,
}  # fmt: skip
_ALLOWED: Final[Mapping[str, frozenset[str | None]]] = {
    "channel": frozenset({"dm", "email", "sms"}),
    "language": frozenset(
        {"ar", "de", "en", "es", "fr", "hi", "it", "mixed", "nl", "pl", "pt", "ru", "tr", "zh"}
    ),
    "aimed_at": frozenset(
        {None, "reader", "family", "pet", "property", "job", "group", "third_party", "self"}
    ),
}
_DOMAIN: Final = re.compile(
    r"(?<![\w.-])(?:[\w-]+\.)+(?:com|net|org|info|biz|io|me|app|dev|gg|xyz|shop|online|site|uk|ie|us|ca|au|nz"
    r"|de|at|ch|fr|be|es|it|pt|br|mx|ar|nl|pl|ru|tr|in|cn|sa|ae|eg|eu|example|test|invalid)(?![\w-])",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_RESERVED: Final = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org))?|test|invalid)", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"(?<![\w-])(?:\+|\(?0)[\d() .-]{8,}\d|(?<![\w-])(?:\d{3}[ .-])?\d{3}[.-]\d{4}(?![\w-])"
)
_FICTIONAL: Final = re.compile(
    r"(?:0|44)(?:7700900\d{3}|1632960\d{3}|2079460\d{3}|1\d14960\d{3}|8081570\d{3}|9098790\d{3}|3069990\d{3})"
    r"|1?(?:\d{3})?55501\d\d|000\d*|0[1-9]0{8}"
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: how many samples it saw, and violations of the form."""

    samples: int
    violations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message with every field of its line, as data/authored/README.md describes them."""

    id: str
    text: str
    subject: str | None
    abuse: bool
    labels: frozenset[Label]
    severity: int
    channel: str
    language: str
    function: str
    group: str
    aimed_at: str | None
    conditional: bool
    veiled: bool
    author: str

    @property
    def whole(self) -> str:
        """Subject and text as they are judged: the subject, a line feed, the text."""
        return f"{self.subject}\n{self.text}" if self.subject else self.text


def messages(folder: Path = FOLDER) -> Iterator[Message]:
    """Yield every message of a corpus whose form is right (see `check`).

    Raises:
        DatasetError: a file cannot be read or a line is no JSON object.
        TypeError: a line lacks a field or has another one.
        ValueError: a label is not known.
    """
    for _, _, line in _lines(folder):
        yield Message(**{**line, "labels": frozenset(map(Label, line["labels"]))})


def authored(folder: Path = FOLDER) -> Iterator[Sample]:
    """Yield every sample of the corpus; all ten labels are known.

    Raises:
        DatasetError: a file cannot be read or a line is no JSON object.
    """
    for message in messages(folder):
        labels = {label: label in message.labels for label in Label}
        yield Sample(
            id=f"authored:{message.id}",
            text=message.text,
            subject=message.subject,
            labels=labels | {Label.ABUSE: message.abuse},
            source="authored",
            language=message.language,
            group=f"authored:{message.group}",
            register=Register.PERSONAL,
            author=message.author,
            severity=message.severity,
            channel=message.channel,
            function=message.function,
        )


def check(folder: Path = FOLDER) -> Report:
    """Return what is wrong with the corpus: form, ids, labels, groups, names that may belong to somebody.

    Raises:
        DatasetError: a file cannot be read or a line is no JSON object.
    """
    count = 0
    violations: list[str] = []
    ids: dict[str, str] = {}
    groups: dict[str, str] = {}
    for count, (path, number, line) in enumerate(_lines(folder), 1):  # noqa: B007  (the last one is the total)
        where = f"{path.name}, line {number}"
        found = _form(line) or [*_meaning(line), *_real_names(line)]
        if not found and line["author"] != path.stem:
            found = [f"author {line['author']!r} in the file of {path.stem!r}"]
        if not found:
            found = [*_taken(ids, line["id"], where), *_straddles(groups, line)]
        violations += [f"{where}: {problem}" for problem in found]
    return Report(count, tuple(violations))


def main() -> int:
    """Print the report of the check and return 1 if there is a violation, else 0."""
    report = check()
    for line in report.violations:
        sys.stdout.write(line + "\n")
    sys.stdout.write(f"{report.samples} samples, {len(report.violations)} violations\n")
    return 1 if report.violations or not report.samples else 0


def _lines(folder: Path) -> Iterator[tuple[Path, int, Mapping[str, Any]]]:
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in json_lines(path):
            yield path, number, line


def _form(line: Mapping[str, Any]) -> list[str]:
    if list(line) != list(_TYPES):
        return [f"the fields must be {', '.join(_TYPES)}, in this order"]
    wrong = [name for name, kinds in _TYPES.items() if type(line[name]) not in kinds]
    return [f"{name} must be {' or '.join(kind.__name__ for kind in _TYPES[name])}" for name in wrong]


def _meaning(line: Mapping[str, Any]) -> Iterator[str]:
    for name, allowed in _ALLOWED.items():
        if line[name] not in allowed:
            yield f"{name} {line[name]!r} is not known"
    known = {label.value for label in Label} - {Label.ABUSE.value}
    if not set(line["labels"]) <= known or len(set(line["labels"])) < len(line["labels"]):
        yield f"labels {line['labels']} must be different ones of {', '.join(sorted(known))}"
    if line["abuse"] != bool(line["labels"]):
        yield "abuse has at least one label, and other samples have none"
    if line["severity"] not in ((1, 2, 3) if line["abuse"] else (0,)):
        yield f"severity {line['severity']} does not fit abuse {line['abuse']}"
    if not line["text"].strip() and not line["subject"]:
        yield "neither text nor subject"


def _real_names(line: Mapping[str, Any]) -> Iterator[str]:
    """Yield domains and telephone numbers that are not reserved for invention.

    RFC 2606 and RFC 6761 reserve the domains; Ofcom and the North American Numbering Plan the numbers.
    """
    whole = f"{line['subject'] or ''}\n{line['text']}"
    for domain in (*_ADDRESS.findall(whole), *_DOMAIN.findall(_ADDRESS.sub(" ", whole))):
        if not _RESERVED.fullmatch(domain):
            yield f"{domain} may belong to somebody: use example.org or a name under .example"
    for number in _NUMBER.findall(whole):
        if not _FICTIONAL.fullmatch("".join(char for char in number if char.isdigit())):
            yield f"{number} may belong to somebody: use 07700 900000 to 900999 or 555-0100 to 555-0199"


def _taken(ids: dict[str, str], name: str, where: str) -> list[str]:
    first = ids.setdefault(name, where)
    return [] if first == where else [f"id {name} is already in {first}"]


def _straddles(groups: dict[str, str], line: Mapping[str, Any]) -> list[str]:
    author = groups.setdefault(line["group"], line["author"])
    return [] if author == line["author"] else [f"group {line['group']} is also {author}'s"]


if __name__ == "__main__":
    sys.exit(main())

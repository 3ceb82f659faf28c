"""Lines of a mail in, for each whether it is quoted from an earlier message (pure).

Replies and forwards as Gmail, Outlook, Apple Mail, Thunderbird, Yahoo, phones and mailing lists write them. Quoting by
">" is only a custom (RFC 3676 section 4.5), and the line above a quote is each program's own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mail_agent import phrases

MAX_LINE: Final = 400
"""Characters of a line that are looked at."""

MAX_LINES: Final = 20_000
"""Lines that are looked at; below them only a ">" or the markup makes a quote."""

Line = tuple[str, bool]
"""A line, and whether the markup already says that it is quoted."""


def either(texts: Sequence[str]) -> str:
    """Return a pattern that matches any of the texts, the longest that fits."""
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))


_QUOTE: Final = re.compile(r"[A-Z]{0,3}>")
_LONE_FROM: Final = re.compile(r">+From ")
_VERB: Final = re.compile(
    rf"(?<!\w)(?:{either(phrases.WROTE)})(?!\w)|{either(phrases.WROTE_UNSPACED)}", re.IGNORECASE
)
_BEGINS: Final = re.compile(rf"(?:{either(phrases.BEGINNINGS)})\b|\d|\w{{2,4}}\.?, \d", re.IGNORECASE)
_ENDS: Final = re.compile(r"[:\uff1a]\s?[*_]{0,2}$")
_ADDRESS: Final = re.compile(r"[^\s<>()@]{1,64}@[^\s<>()@]{1,253}")
_CLOCK: Final = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)")
_DATE: Final = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?!\d)"
    r"|(?<!\d)\d{1,2}\.? \w{3,12}\.?,? \d{4}(?!\d)|\w{3,12}\.? \d{1,2},? \d{4}(?!\d)"
)
_MARK: Final = re.compile(
    rf"[-_=*\s]{{0,40}}(?:{either(phrases.MARKS)}|forwarded by [^-]{{1,80}})[:\s]{{0,3}}[-_=*\s]{{0,40}}",
    re.IGNORECASE,
)
_DASHED: Final = re.compile(r"[-_=]{2,}|:\s*$")
_RULE: Final = re.compile(r"_{20,}|-{20,}")
_FROM: Final = re.compile(rf"[*_\s]{{0,3}}(?:{either(phrases.FROM)})[*_]{{0,2}}\s?[:\uff1a]", re.IGNORECASE)
_FIELD: Final = re.compile(
    rf"[*_\s]{{0,3}}({either((*phrases.FIELDS, *phrases.FROM))})[*_]{{0,2}}\s?[:\uff1a]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Mail:
    """Lines without their margins, and which of them are quoted so far."""

    texts: list[str]
    quoted: list[bool]

    def next(self, at: int) -> int:
        """Return the first of the three lines from `at` on that is not blank, or -1."""
        return next((i for i in range(at, min(at + 3, len(self.texts))) if self.texts[i]), -1)

    def is_new(self, at: int) -> bool:
        """Whether there is such a line, and it has words that are not quoted so far."""
        return 0 <= at < len(self.texts) and self.texts[at] != "" and not self.quoted[at]


def mark(lines: Sequence[Line], *, reply: bool) -> list[bool]:
    """Return for each line whether it is quoted.

    `reply` says whether the message's header makes it a reply or a forward; only then does a line such as "... wrote:"
    make a quote of what follows without a ">". New text between quotes stays new.
    """
    texts = [text[:MAX_LINE].strip() for text, _ in lines]
    quoted = [
        marked or _QUOTE.match(text) is not None for text, (_, marked) in zip(texts, lines, strict=True)
    ]
    mail = _Mail(texts, quoted)
    for at, text in enumerate(texts[:MAX_LINES]):
        if quoted[at] and _LONE_FROM.match(text) and not _neighbour_quoted(mail, at):
            quoted[at] = lines[at][1]
        if not mail.is_new(at):
            continue
        found = _opening(mail, at) or (_attribution(mail, at, reply=reply) if _ENDS.search(text) else None)
        if found:
            quoted[found.start : found.stop] = [True] * len(found)
    return quoted


def _neighbour_quoted(mail: _Mail, at: int) -> bool:
    """A line ">From ..." that stands alone was escaped by a mailbox file (RFC 4155)."""
    return any(
        0 <= i < len(mail.texts) and mail.quoted[i] and not _LONE_FROM.match(mail.texts[i])
        for i in (at - 1, at + 1)
    )


def _opening(mail: _Mail, at: int) -> range | None:
    """Return the lines that are quoted because an earlier message begins here, or None.

    That is everything to the end, unless its lines are marked by ">": then what stands between them is new.
    """
    text = mail.texts[at]
    marked = len(text) <= 120 and _DASHED.search(text) is not None and _MARK.fullmatch(text) is not None
    first = mail.next(at + 1) if marked else at
    if first < 0:
        return None
    after = _after_fields(mail, first)
    if not marked and after == first:
        return None
    start = at - 1 if at and _RULE.fullmatch(mail.texts[at - 1]) else at
    body = mail.next(after)
    return range(start, after) if body >= 0 and mail.quoted[body] else range(start, len(mail.texts))


def _after_fields(mail: _Mail, first: int) -> int:
    """Return the line after three different header fields or more that stand together; `first` if they do not."""
    if not _FROM.match(mail.texts[first]):
        return first
    names: set[str] = set()
    last = first
    for at in range(first, min(first + 16, len(mail.texts))):
        found = _FIELD.match(mail.texts[at])
        if found:
            names.add(found[1].lower())
            last = at
        elif not mail.texts[at] and len(names) >= 3:
            break
    return last + 1 if len(names) >= 3 else first


def _attribution(mail: _Mail, at: int, *, reply: bool) -> range | None:
    """Return the lines up to `at` that say who wrote what follows, and what follows where it is not marked."""
    after = mail.next(at + 1)
    if after < 0 or not (mail.quoted[after] or reply):
        return None
    joined = ""
    for first in range(at, max(at - 4, -1), -1):
        if not mail.is_new(first):
            return None
        joined = f"{mail.texts[first]} {joined}".rstrip()
        if len(joined) > MAX_LINE:
            return None
        if _says_who(joined, marked=mail.quoted[after]):
            return range(_beginning(mail, first), at + 1 if mail.quoted[after] else len(mail.texts))
    return None


def _beginning(mail: _Mail, first: int) -> int:
    """Go back to the line with which the attribution begins, at most three."""
    for at in range(first, max(first - 4, -1), -1):
        if not mail.is_new(at):
            break
        if _BEGINS.match(mail.texts[at]):
            return at
    return first


def _says_who(text: str, *, marked: bool) -> bool:
    """Whether the text says who wrote, and when; it must say more where no ">" follows."""
    verb = _VERB.search(text) is not None
    address = _ADDRESS.search(text) is not None
    clock, date = _CLOCK.search(text) is not None, _DATE.search(text) is not None
    if marked:
        return verb or (address and (clock or date))
    return verb and ((address and (clock or date)) or (clock and date))

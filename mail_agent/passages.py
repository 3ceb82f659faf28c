"""A message's text told apart: subject, the sender's own new words, quoted text, attachments (pure)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from mail_agent import phrases, quoting
from mail_agent.markup import line_ranges
from mail_agent.message import Message, Part


class PassageKind(StrEnum):
    """Where a passage stood. Only `quoted` holds words that are not the sender's own; it is context, never judged."""

    SUBJECT = "subject"
    NEW = "new"
    QUOTED = "quoted"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of visible text. Attachment passages hold the file name or the text of a text attachment."""

    kind: PassageKind
    text: str

    @property
    def judged(self) -> bool:
        """Whether these are the sender's own words."""
        return self.kind is not PassageKind.QUOTED


MAX_RUNS: Final = 60
"""Runs of new and quoted lines in one part that are kept apart; of more, the new ones are joined, and the quoted."""

MAX_LENGTH: Final = 90_000
"""Characters of one passage; a longer text becomes several passages, since a scorer looks at so many of each."""

MAX_COMPARED: Final = 50_000_000
"""Lines times letters up to which alternatives are compared wherever a line stands; above, whole lines only."""

MAX_ATTACHMENTS: Final = 100

_ANSWER: Final = re.compile(
    rf"\s*(?:\[[^\]]{{0,60}}\]\s*)?(?:{quoting.either(phrases.PREFIXES)})(?:\[\d{{1,3}}\])?\s?[:\uff1a]",
    re.IGNORECASE,
)
_LINK: Final = re.compile(r"https?://\S+|<mailto:[^>]*>|\[(?:image|cid):[^\]]*\]")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")

Lines = list[tuple[str, bool]]


def select(message: Message) -> tuple[Passage, ...]:
    """Return the passages of `message` in the order in which a reader meets them.

    Where no word is the sender's own and nothing in the header says that this answers or forwards anything, the quoted
    text is the sender's own: otherwise a ">" before each line would hide what is written. Never raises; bounded like
    `parse`.
    """
    reply = is_answer(message)
    found = [Passage(PassageKind.SUBJECT, message.subject.strip())]
    for lines in _bodies([part for part in message.parts if not part.enclosed], reply=reply):
        found += _runs(lines)
    found += _enclosed(message.parts)
    found = [passage for passage in found if passage.text.strip()]
    if not reply and not any(p.kind is PassageKind.NEW and _letters(p.text) for p in found):
        found = [replace(p, kind=PassageKind.NEW) if p.kind is PassageKind.QUOTED else p for p in found]
    found += _attachments(message.parts)
    return tuple(piece for passage in found for piece in _pieces(passage))


def is_answer(message: Message) -> bool:
    """Whether the header says that the message answers or forwards another (RFC 5322 section 3.6.4, or its subject)."""
    return bool(message.references) or _ANSWER.match(message.subject) is not None


def _is_body(part: Part) -> bool:
    return (
        part.text is not None
        and not part.enclosed
        and part.disposition != "attachment"
        and not part.filename
        and part.content_type in {"text/plain", "text/html", "text/enriched"}
    )


def _bodies(parts: Sequence[Part], *, reply: bool) -> Iterator[Lines]:
    """Yield the lines of each body part with whether they are quoted; of alternatives, what differs only once."""
    groups: dict[int, list[Lines]] = {}
    for number, part in enumerate(filter(_is_body, parts)):
        marked = list(line_ranges(part.text or "", part.quoted))
        quoted = quoting.mark(marked, reply=reply)
        lines = [(text, flag) for (text, _), flag in zip(marked, quoted, strict=True)]
        groups.setdefault(part.alternative or -number - 1, []).append(lines)
    for alternatives in groups.values():
        yield from _distinct(alternatives)


def _distinct(alternatives: list[Lines]) -> Iterator[Lines]:
    """Yield the alternative that tells quotes apart best, and of the others the lines that it does not have."""
    best = max(alternatives, key=lambda lines: sum(len(text) for text, quoted in lines if quoted))
    yield best
    if len(alternatives) == 1:
        return
    seen = _letters(" ".join(text for text, _ in best))
    seen_lines = {_letters(text) for text, _ in best}
    for lines in alternatives:
        if lines is best or _letters(" ".join(text for text, _ in lines)) in seen:
            continue
        thorough = len(lines) * len(seen) <= MAX_COMPARED
        other = [
            (text, quoted)
            for text, quoted in lines
            if (letters := _letters(text)) not in seen_lines and not (thorough and letters in seen)
        ]
        if other:
            yield other


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", _LINK.sub("", text)).lower()


def _runs(lines: Lines) -> list[Passage]:
    runs: list[tuple[bool, list[str]]] = []
    for text, quoted in lines:
        if runs and (runs[-1][0] == quoted or not text.strip()):
            runs[-1][1].append(text)
        elif text.strip():
            runs.append((quoted, [text]))
    if len(runs) > MAX_RUNS:
        runs = [
            (kind, [text for quoted, texts in runs if quoted is kind for text in texts])
            for kind in (False, True)
        ]
    return [
        Passage(PassageKind.QUOTED if quoted else PassageKind.NEW, "\n".join(texts).strip())
        for quoted, texts in runs
    ]


def _enclosed(parts: Iterable[Part]) -> Iterator[Passage]:
    """Yield the words of attached messages: somebody else's, as far as a header can say."""
    for part in parts:
        if part.enclosed and (part.text or part.filename):
            yield Passage(PassageKind.QUOTED, "\n".join(filter(None, (part.filename, part.text))).strip())


def _attachments(parts: Iterable[Part]) -> Iterator[Passage]:
    count = 0
    for part in parts:
        if part.enclosed or _is_body(part) or count >= MAX_ATTACHMENTS:
            continue
        count += 1
        for text in (part.filename, part.text or ""):
            if text.strip():
                yield Passage(PassageKind.ATTACHMENT, text.strip())


def _pieces(passage: Passage) -> Iterator[Passage]:
    text = passage.text
    while len(text) > MAX_LENGTH:
        cut = max(text.rfind("\n", MAX_LENGTH // 2, MAX_LENGTH), text.rfind(" ", MAX_LENGTH // 2, MAX_LENGTH))
        cut = cut if cut > 0 else MAX_LENGTH
        yield Passage(passage.kind, text[:cut])
        text = text[cut:]
    yield Passage(passage.kind, text)

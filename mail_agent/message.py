"""Octets in, a Message with its defects out: any octets, never raising, bounded (RFC 5322, 2045-2049, 2047, 2231)."""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from mail_agent import header, markup, mime
from mail_agent.charset import decode


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of an address header field: display-name and addr-spec, both decoded, either may be empty."""

    display_name: str
    addr_spec: str


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of the MIME tree.

    Attributes:
        content_type: lower case, `type/subtype`.
        charset: as declared, or empty.
        disposition: `inline`, `attachment` or empty.
        filename: decoded, with path separators and controls removed; for reading only, never used as a path.
        text: decoded text for text/* parts (of HTML, what a reader sees), subject of an attached message, else None.
        size: decoded octets.
        sha256: `sha256:<hex>` of the decoded octets.
        alternative: number of the multipart/alternative that it is a part of (RFC 2046 section 5.1.4), or 0.
        enclosed: whether it is an attached message (message/rfc822) or stands in one.
        quoted: ranges [start, end) of `text` that HTML markup says are quoted.
    """

    content_type: str
    charset: str
    disposition: str
    filename: str
    text: str | None
    size: int
    sha256: str
    alternative: int = 0
    enclosed: bool = False
    quoted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Defect:
    """Something about the octets that is not as the standards say; recorded, never raised."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says of itself. Every field may be forged; Message-ID may be absent or repeated.

    Attributes:
        sha256: `sha256:<hex>` of the octets.
        date: the Date field with its own offset, or None.
        authors: From, then Sender.
        reply_to: Reply-To addresses.
        recipients: To and Cc.
        references: Message-IDs of In-Reply-To and References, in order.
        list_id: List-Id value, or empty (RFC 2919).
        automatic: Auto-Submitted, List-Unsubscribe or Precedence: bulk is present (RFC 3834, 2369).
        headers: every header field as (name as written, decoded value), in order, bounded in number.
    """

    sha256: str
    message_id: str
    subject: str
    date: datetime | None
    authors: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    recipients: tuple[Address, ...]
    references: tuple[str, ...]
    list_id: str
    automatic: bool
    headers: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    defects: tuple[Defect, ...]


MAX_TEXT: Final = 1_000_000
"""Characters of one part's text that are kept."""

MAX_TEXTS: Final = 3_000_000
"""Characters of all parts' texts that are kept."""

_TEXT_NAME: Final = re.compile(r".*\.(?:txt|text|md|html?|csv|log)", re.IGNORECASE | re.DOTALL)
_ONCE: Final = (
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "message-id",
    "in-reply-to",
    "references",
    "subject",
    "date",
)


class _Defects:
    """Notes each code once, with how often it was met."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], int] = {}

    def note(self, code: str, detail: str) -> None:
        self.found[code, detail] = self.found.get((code, detail), 0) + 1

    def all(self) -> tuple[Defect, ...]:
        return tuple(
            Defect(code, detail if times == 1 else f"{detail} ({times} times)")
            for (code, detail), times in list(self.found.items())[:100]
        )


def parse(octets: bytes) -> Message:
    """Return what `octets` say as a message. Never raises; what is not as the standards say is in `defects`.

    Bounded by MAX_TEXT and MAX_TEXTS and the limits in `header`, `mime` and `markup`; the time is linear in the
    octets.
    """
    defects = _Defects()
    note = defects.note
    fields, body = header.split(octets, 0, len(octets), note)
    headers = tuple((name, header.words(value, note)) for name, value in fields)
    grouped: dict[str, list[str]] = {}
    for name, value in fields:
        grouped.setdefault(name.lower(), []).append(value)
    _check(grouped, defects)

    def every(*names: str) -> list[str]:
        return [value for name in names for value in grouped.get(name, ())]

    senders = _addresses(every("sender"), defects)[:1]
    if "sender" in grouped and not senders:
        senders = (Address("", ""),)
    return Message(
        sha256=_hash(octets),
        message_id=(header.ids(every("message-id")) or tuple(every("message-id")) or ("",))[0],
        subject=header.value(headers, "subject"),
        date=header.when((every("date") or [""])[0], note),
        authors=_addresses(every("from"), defects) + senders,
        reply_to=_addresses(every("reply-to"), defects),
        recipients=_addresses(every("to", "cc"), defects),
        references=header.ids(every("in-reply-to", "references")),
        list_id=header.value(headers, "list-id"),
        automatic=_automatic(grouped),
        headers=headers,
        parts=_parts(octets, fields, body, defects),
        defects=defects.all(),
    )


def _hash(octets: bytes) -> str:
    return f"sha256:{sha256(octets).hexdigest()}"


def _check(grouped: dict[str, list[str]], defects: _Defects) -> None:
    """Note fields that are missing or repeated (RFC 5322 section 3.6)."""
    for name in ("from", "date"):
        if name not in grouped:
            defects.note(f"{name}.missing", f"no {name.capitalize()} field")
    for name in _ONCE:
        if len(grouped.get(name, ())) > 1:
            defects.note(f"{name}.repeated", f"more than one {name.title()} field")


def _addresses(values: list[str], defects: _Defects) -> tuple[Address, ...]:
    return tuple(Address(name, spec) for name, spec in header.addresses(values, defects.note))


def _automatic(grouped: dict[str, list[str]]) -> bool:
    submitted = "".join(grouped.get("auto-submitted", ())).strip().lower()
    precedence = "".join(grouped.get("precedence", ())).strip().lower()
    return (
        (submitted != "" and not submitted.startswith("no"))
        or "list-unsubscribe" in grouped
        or precedence in {"bulk", "list", "junk"}
    )


def _parts(octets: bytes, fields: list[header.Field], body: int, defects: _Defects) -> tuple[Part, ...]:
    parts: list[Part] = []
    left = MAX_TEXTS
    for leaf in mime.leaves(octets, fields, body, defects.note):
        part = _part(leaf, min(left, MAX_TEXT), defects)
        left -= len(part.text or "")
        parts.append(part)
    return tuple(parts)


def _part(leaf: mime.Leaf, room: int, defects: _Defects) -> Part:
    text: str | None = None
    quoted: tuple[tuple[int, int], ...] = ()
    within = leaf.content_type == "message/rfc822"
    named = leaf.content_type == "application/octet-stream" and _TEXT_NAME.fullmatch(leaf.filename)
    if within:
        text = leaf.title[:room]
    elif leaf.content_type.startswith("text/") or named:
        text, quoted = _text(leaf, room, defects)
    return Part(
        content_type=leaf.content_type,
        charset=leaf.parameters.get("charset", ""),
        disposition=leaf.disposition,
        filename=leaf.filename,
        text=text,
        size=len(leaf.octets),
        sha256=_hash(leaf.octets),
        alternative=leaf.group,
        enclosed=leaf.enclosed or within,
        quoted=quoted,
    )


def _text(leaf: mime.Leaf, room: int, defects: _Defects) -> tuple[str, tuple[tuple[int, int], ...]]:
    octets = leaf.octets
    if len(octets) > room * 4:
        octets = octets[: room * 4]
    text = decode(octets, leaf.parameters.get("charset", ""), defects.note)
    if len(text) > room or len(octets) < len(leaf.octets):
        defects.note(
            "text.long",
            f"a text of more than {MAX_TEXT} characters, or too many texts; the rest was not read",
        )
        text = text[:room]
    if leaf.content_type == "text/html" or leaf.filename.lower().endswith((".html", ".htm")):
        return markup.visible(text, defects.note)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if "\nbegin " in f"\n{text[:6]}" or "\nbegin " in text:
        text = _without_uuencoded(text, defects)
    return text, ()


def _without_uuencoded(text: str, defects: _Defects) -> str:
    """Leave out uuencoded files, line by line as they must be formed; text that only looks so stays."""
    kept: list[str] = []
    block: list[str] = []
    for line in text.split("\n"):
        if not block:
            (block if re.match(r"begin [0-7]{3,4} \S", line) else kept).append(line)
        elif line.rstrip() == "end":
            if len(block) < 3:
                kept += [*block, line]
            else:
                defects.note("text.uuencoded", "a uuencoded file in the text; not read")
            block = []
        elif _uuencoded(line):
            block.append(line)
        else:
            kept += [*block, line]
            block = []
    return "\n".join(kept + block)


def _uuencoded(line: str) -> bool:
    """Whether a line has the length that its first character says (POSIX uuencode)."""
    octets = (ord(line[0]) - 32) & 63 if line and " " <= line[0] <= "`" else -1
    return octets >= 0 and -(-octets // 3) * 4 <= len(line.rstrip("\r")) - 1 <= -(-octets // 3) * 4 + 2

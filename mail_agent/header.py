"""Header octets in, fields, decoded words, parameters and addresses out, never raising (RFC 5322, 2047, 2231; pure)."""

import re
from binascii import Error as BinasciiError
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote_to_bytes

from mail_agent.charset import Note, decode, guess

MAX_FIELDS: Final = 1_000
MAX_VALUE: Final = 16_384
MAX_HEADER: Final = 1_048_576
MAX_ADDRESSES: Final = 1_000
MAX_IDS: Final = 200

Field = tuple[str, str]
"""A field's name as written and its value unfolded, octets above 127 already decoded, encoded words not yet."""

_LINE: Final = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|$)")
_NAME: Final = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:")
_FOLD: Final = re.compile(r"(?:\r\n?|\n)+")
_WORD: Final = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?([^?]*)\?=")
_PARAMETER: Final = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.DOTALL)
_EXTENDED: Final = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_ADDRESS_PIECE: Final = re.compile(r'"(?:[^"\\]|\\.)*"?|\\.|[<>,;:()]|[^"\\<>,;:()]+', re.DOTALL)
_BARE: Final = re.compile(r"""[^\s@]{1,200}\s?@\s?[^\s@]{1,255}|"[^"]{1,200}"@[^\s@]{1,255}""")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_ID: Final = re.compile(r"<[^<>\s]{1,500}>")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]+")
_NOT_BASE64: Final = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
)


def silent(_code: str, _detail: str) -> None:
    """Take no note: what is wrong was noted when the same octets were read before."""


def split(octets: bytes, start: int, end: int, note: Note) -> tuple[list[Field], int]:
    """Return the header fields of octets[start:end] and where the body begins (RFC 5322 section 2.1).

    A line that is no field ends the header, so that text without a header is not lost.
    """
    fields: list[Field] = []
    at, limit = start, min(end, start + MAX_HEADER)
    name, value_start = "", at
    while at < limit:
        match = _LINE.match(octets, at, end)
        line_end = match.end() if match else end
        if octets[at:line_end].strip(b"\r\n") == b"":
            break
        if octets[at] in b" \t" and name:
            at = line_end
            continue
        found = _NAME.match(octets, at, line_end)
        if found is None and not (at == start and octets[at : at + 6].lstrip(b">").startswith(b"From ")):
            note("header.line", "a line in the header that is no field; the body begins there")
            _add(fields, name, octets[value_start:at], note)
            return fields, at
        _add(fields, name, octets[value_start:at], note)
        name, value_start = (found[1].decode("ascii"), found.end()) if found else ("", line_end)
        at = line_end
    _add(fields, name, octets[value_start:at], note)
    if at >= limit:
        note("header.unended", "the header has no end, or is too long") if at < end else None
        return fields, at
    match = _LINE.match(octets, at, end)
    return fields, match.end() if match else end


def _add(fields: list[Field], name: str, value: bytes, note: Note) -> None:
    if not name:
        return
    if len(fields) >= MAX_FIELDS:
        note("header.many", f"more than {MAX_FIELDS} header fields; the others were not read")
        return
    if len(value) > MAX_VALUE:
        note("header.long", f"a header field of more than {MAX_VALUE} octets was cut")
        value = value[:MAX_VALUE]
    if value.isascii():
        text = value.decode("ascii")
    else:
        note("header.8bit", "octets above 127 in the header")
        text = guess(value)
    fields.append((name, _FOLD.sub("", text).replace("\x00", "").strip()))


def value(fields: Iterable[Field], name: str) -> str:
    """Return the first value of a field by its lower-case name, or an empty string."""
    return next((text for found, text in fields if found.lower() == name), "")


def words(text: str, note: Note) -> str:
    """Decode the encoded words of RFC 2047, also broken ones; neighbours in one charset are decoded together."""
    if "=?" not in text:
        return text
    out: list[str] = []
    octets, charset, at = b"", "", 0
    for match in _WORD.finditer(text):
        between = text[at : match.start()]
        name = match[1].partition("*")[0].lower()
        if octets and (between.strip() or name != charset):
            out.append(decode(octets, charset, note))
            octets = b""
        if between.strip() or at == 0:
            out.append(between)
        octets += _word_octets(match[2], match[3])
        charset, at = name, match.end()
    if octets:
        out.append(decode(octets, charset, note))
    out.append(text[at:])
    return _FOLD.sub(" ", "".join(out)).replace("\x00", "")


def _word_octets(encoding: str, text: str) -> bytes:
    octets = text.encode("utf-8", "replace")
    return unbase64(octets) if encoding in "bB" else a2b_qp(octets.replace(b" ", b"_"), header=True)


def unbase64(octets: bytes) -> bytes:
    """Decode base64 whatever stands in it (RFC 2045 section 6.8): strange octets skipped, padding anywhere."""
    octets = octets.translate(None, _NOT_BASE64)
    pieces = [piece for piece in octets.split(b"=") if piece]
    return b"".join(map(_piece, pieces))


def _piece(octets: bytes) -> bytes:
    rest = len(octets) % 4
    octets = octets[:-1] if rest == 1 else octets + b"=" * (-len(octets) % 4)
    try:
        return a2b_base64(octets)
    except BinasciiError:
        return b""


def parameters(text: str, note: Note) -> dict[str, str]:
    """Return the parameters by lower-case name, the first of each, with RFC 2231 undone."""
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(text):
        name, given = match[1].lower(), _unquoted(match[2].strip())
        parts = _EXTENDED.fullmatch(name)
        if parts is None or "*" not in name:
            plain.setdefault(name, given)
        else:
            pieces.setdefault(parts[1], {}).setdefault(int(parts[2] or 0), (given, bool(parts[3])))
    for name, found in pieces.items():
        plain[name] = _extended([found[number] for number in sorted(found)], note)
    return plain


def _extended(found: list[tuple[str, bool]], note: Note) -> str:
    charset, octets = "", b""
    for number, (text, encoded) in enumerate(found):
        if encoded and number == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)  # noqa: PLW2901  (RFC 2231 section 4)
        octets += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decode(octets, charset or "utf-8", note)


def _unquoted(text: str) -> str:
    if not text.startswith('"'):
        return text
    inner = text[1:-1] if len(text) > 1 and text.endswith('"') else text[1:]
    return _ESCAPED.sub(r"\1", inner) if "\\" in inner else inner


def addresses(texts: Iterable[str], note: Note) -> list[tuple[str, str]]:
    """Return (display-name, addr-spec) of each mailbox, decoded (RFC 5322 section 3.4); groups are opened."""
    found = [pair for text in texts for pair in _mailboxes(text) if any(pair)]
    if len(found) > MAX_ADDRESSES:
        note("address.many", f"more than {MAX_ADDRESSES} addresses in one field; the others were not read")
    return found[:MAX_ADDRESSES]


@dataclass(slots=True)
class _Mailbox:
    """What was read so far of one mailbox of an address field."""

    name: list[str] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    spec: list[str] = field(default_factory=list)
    depth: int = 0
    angle: bool = False

    def take(self, piece: str) -> None:
        """Take one piece that does not end the mailbox."""
        if self.depth or piece == "(":
            self.depth += (piece == "(") - (piece == ")")
            if self.depth and piece != "(":
                self.comment.append(piece)
        elif piece in "<>":
            self.angle = piece == "<" and not self.spec
        elif self.angle:
            self.spec.append(piece)
        elif piece == ":":
            self.name.clear()
        else:
            self.name.append(piece)

    def address(self) -> tuple[str, str]:
        """Return display-name and addr-spec, either of which may be empty."""
        said, spec = "".join(self.name).strip(), "".join(self.spec)
        if not spec and _BARE.fullmatch(said):
            said, spec = "", said
            self.name.clear()
        pieces = [_unquoted(one.strip()) if one.lstrip().startswith('"') else one for one in self.name]
        shown = _ESCAPED.sub(r"\1", "".join(pieces)) if said else "".join(self.comment)
        return " ".join(words(shown, silent).split()), "".join(words(spec, silent).split())


def _mailboxes(text: str) -> Iterator[tuple[str, str]]:
    box = _Mailbox()
    for piece in _ADDRESS_PIECE.findall(text):
        if piece in ",;" and not box.depth and not (box.angle and piece == ";"):
            yield box.address()
            box = _Mailbox()
        else:
            box.take(piece)
    yield box.address()


def ids(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the Message-IDs in order, each once (RFC 5322 section 3.6.4)."""
    return tuple(dict.fromkeys(one for text in texts for one in _ID.findall(text)))[:MAX_IDS]


def when(text: str, note: Note) -> datetime | None:
    """Return the date with its offset (RFC 5322 section 3.3), or None."""
    if not text:
        return None
    try:
        found = parsedate_to_datetime(text[:200])
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, AttributeError, OverflowError, ArithmeticError):
        note("date.unreadable", "the Date field is no date")
        return None
    return found


def filename(text: str, note: Note) -> str:
    """Return a file name fit for reading: decoded, without path separators, controls and direction marks."""
    return _CONTROL.sub(" ", words(text, note)).strip()[:255]

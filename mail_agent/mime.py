"""Octets in, the leaves of the MIME tree out, never raising, bounded in depth and number (RFC 2045, 2046; pure).

The standard library's parser is not used here (docs/decisions/0003-own-mime-walk.md): it looks at every line once
a level and recurses once a level, so a small hostile mail can hold it for minutes or make it raise.
"""

import re
from binascii import a2b_qp
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mail_agent import header
from mail_agent.charset import Note

MAX_DEPTH: Final = 30
MAX_PARTS: Final = 500

_TYPE: Final = re.compile(r"\s*([\w.+-]{1,80})/([\w.+-]{1,80})")
_REST: Final = re.compile(rb"(--)?[ \t]{0,200}(?:\r\n|\n|\r|\Z)")
_PLAIN: Final = "text/plain"
_MESSAGE: Final = "message/rfc822"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf with its octets decoded.

    Attributes:
        parameters: of Content-Type, lower-case names.
        octets: after the transfer encoding is undone; of a message within, empty.
        size: of a message within, its octets as they stand; else of `octets`.
        title: subject of a message within.
        group: number of the multipart/alternative that it is a part of, or 0.
        enclosed: whether it stands in an attached message.
    """

    content_type: str
    parameters: dict[str, str]
    disposition: str
    filename: str
    octets: bytes
    title: str = ""
    group: int = 0
    enclosed: bool = False


@dataclass(slots=True)
class _Walk:
    note: Note
    groups: int = 0
    parts: int = 0


@dataclass(frozen=True, slots=True)
class _Node:
    """A part of the tree before its type is looked at."""

    octets: bytes
    fields: list[header.Field]
    start: int
    end: int
    depth: int = 0
    group: int = 0
    enclosed: bool = False
    default: str = _PLAIN


def leaves(octets: bytes, fields: list[header.Field], body: int, note: Note) -> Iterator[Leaf]:
    """Yield the leaves in order; a multipart without a usable boundary is itself a leaf of text."""
    walk = _Walk(note)
    stack = [_Node(octets, fields, body, len(octets))]
    while stack:
        if walk.parts >= MAX_PARTS:
            note("mime.many", f"more than {MAX_PARTS} parts; the others were not read")
            return
        node = stack.pop()
        raw = header.value(node.fields, "content-type")
        content_type = _content_type(raw, node.default, note)
        parameters = header.parameters(raw, note) if ";" in raw else {}
        inner = _inner(walk, node, content_type, parameters)
        if inner:
            stack.extend(reversed(inner))
        if not inner or content_type == _MESSAGE:
            walk.parts += 1
            yield _leaf(walk, node, content_type, parameters, within=bool(inner))


def _content_type(raw: str, default: str, note: Note) -> str:
    if not raw:
        return default
    match = _TYPE.match(raw)
    if match is None:
        note("mime.type", "a Content-Type that cannot be read")
        return _PLAIN
    return f"{match[1]}/{match[2]}".lower()


def _inner(walk: _Walk, node: _Node, content_type: str, parameters: dict[str, str]) -> list[_Node]:
    multipart = content_type.startswith("multipart/")
    if not multipart and content_type != _MESSAGE:
        return []
    if node.depth >= MAX_DEPTH:
        walk.note("mime.deep", f"parts nested deeper than {MAX_DEPTH}; read as text")
        return []
    return _parts(walk, node, content_type, parameters) if multipart else _message(walk, node)


def _message(walk: _Walk, node: _Node) -> list[_Node]:
    octets, start, end = node.octets, node.start, node.end
    encoding = _encoding(header.value(node.fields, "content-transfer-encoding"))
    if encoding in {"base64", "quoted-printable"}:
        walk.note("mime.encoded", "an attached message is encoded, which RFC 2046 section 5.2.1 forbids")
        octets = _undone(octets[start:end], encoding, walk.note)
        start, end = 0, len(octets)
    fields, body = header.split(octets, start, end, walk.note)
    return [_Node(octets, fields, body, end, node.depth + 1, enclosed=True)]


def _parts(walk: _Walk, node: _Node, content_type: str, parameters: dict[str, str]) -> list[_Node]:
    boundary = parameters.get("boundary", "").rstrip()
    if not boundary:
        walk.note("mime.boundary", "a multipart without a boundary; read as text")
        return []
    spans = _between(walk, node, b"--" + boundary.encode("utf-8", "replace"))
    if not spans:
        walk.note("mime.boundary", "a multipart whose boundary does not occur; read as text")
        return []
    group = node.group
    if content_type == "multipart/alternative":
        walk.groups += 1
        group = walk.groups
    default = _MESSAGE if content_type == "multipart/digest" else _PLAIN
    nodes = []
    for start, end in spans[: MAX_PARTS + 1]:
        fields, body = header.split(node.octets, start, end, walk.note)
        nodes.append(
            _Node(node.octets, fields, min(body, end), end, node.depth + 1, group, node.enclosed, default)
        )
    return nodes


def _between(walk: _Walk, node: _Node, delimiter: bytes) -> list[tuple[int, int]]:
    """Return the span of each part (RFC 2046 section 5.1.1); a missing last boundary is forgiven."""
    octets = node.octets
    spans: list[tuple[int, int]] = []
    start, at = -1, node.start
    while len(spans) <= MAX_PARTS and (found := octets.find(delimiter, at, node.end)) >= 0:
        at = found + len(delimiter)
        rest = _REST.match(octets, at, node.end)
        if rest is None or (found > node.start and octets[found - 1] not in b"\r\n"):
            continue
        if start >= 0:
            spans.append((start, max(start, _before(octets, found))))
        if rest[1]:
            return spans
        start = at = rest.end()
    if start >= 0:
        walk.note("mime.unended", "a multipart without its last boundary")
        spans.append((start, node.end))
    return spans


def _before(octets: bytes, at: int) -> int:
    """Step back over the line break that belongs to the boundary."""
    if octets[at - 1 : at] == b"\n":
        at -= 1
    return at - 1 if octets[at - 1 : at] == b"\r" else at


def _leaf(walk: _Walk, node: _Node, content_type: str, parameters: dict[str, str], *, within: bool) -> Leaf:
    raw = header.value(node.fields, "content-disposition")
    disposition = raw.partition(";")[0].strip().lower()
    name = header.parameters(raw, walk.note).get("filename", "") if ";" in raw else ""
    name = header.filename(name or parameters.get("name", ""), walk.note)
    octets = node.octets[node.start : node.end]
    title = ""
    if within:
        inner, _ = header.split(octets, 0, len(octets), header.silent)
        title = header.words(header.value(inner, "subject"), walk.note)
    else:
        octets = _undone(octets, header.value(node.fields, "content-transfer-encoding"), walk.note)
    return Leaf(
        content_type=content_type if not content_type.startswith("multipart/") else _PLAIN,
        parameters=parameters,
        disposition=disposition if disposition in {"", "inline"} else "attachment",
        filename=name,
        octets=octets,
        title=title,
        group=node.group,
        enclosed=node.enclosed,
    )


def _encoding(raw: str) -> str:
    """Return the mechanism that a Content-Transfer-Encoding names, without comments (RFC 2045 section 6.1)."""
    return re.split(r"[;(]", raw, maxsplit=1)[0].strip().strip("\"'").lower()


def _undone(octets: bytes, encoding: str, note: Note) -> bytes:
    """Undo the transfer encoding (RFC 2045 section 6)."""
    encoding = _encoding(encoding)
    if encoding == "base64":
        return header.unbase64(octets)
    if encoding == "quoted-printable":
        return a2b_qp(octets)
    if encoding not in {"", "7bit", "8bit", "binary", "7-bit", "8-bit"}:
        note("mime.encoding", "a transfer encoding that is not known; read as it stands")
    return octets

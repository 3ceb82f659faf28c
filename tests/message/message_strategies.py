"""Octets that look more or less like messages, for the properties."""

from pathlib import Path

from hypothesis import strategies as st

GOLDEN = [path.read_bytes() for path in sorted((Path(__file__).parent / "golden").glob("*.eml"))]

NEWLINES = st.sampled_from([b"\n", b"\r\n", b"\r"])
ENCODINGS = st.sampled_from([b"base64", b"quoted-printable", b"8bit", b"x-uuencode", b"", b"BASE64 ; x"])
CHARSETS = st.sampled_from(
    [
        *b"utf-8 iso-8859-1 gb2312 koi8-r iso-2022-jp utf-7 utf-16 punycode idna rot13 hex x\x00y undefined big5".split(
            b" "
        ),
        b"unicode_escape",
        b"=?utf-8?q?a?=",
        b"",
    ]
)
TYPES = st.sampled_from(
    b"text/plain text/html text/x message/rfc822 multipart/mixed multipart/alternative multipart/digest image/png text / "
    b"application/ms-tnef application/octet-stream message/delivery-status".split(b" ")
)
WORDS = st.sampled_from(
    [
        b"From",
        b"Sender",
        b"To",
        b"Date",
        b"Subject",
        b"References",
        b"List-Id",
        b"Reply-To",
        b"Message-ID",
        b"X",
        b"",
        b" ",
    ]
)
SCRAPS = st.sampled_from(
    [
        b"> ",
        b"On Sun, 5 May 2024 at 10:00, A <a@b> wrote:",
        b"-----Original Message-----",
        b"From: a",
        b"Sent: b",
        b"To: c",
        b"<blockquote type=cite>",
        b"</blockquote>",
        b"<p style='display:none'>",
        b"<!--",
        b"-->",
        b"<pre>",
        b"<style>.a{",
        b"&#xD800;",
        b"&lt;",
        b"begin 644 x",
        b"#AAAA",
        b"end",
        b"--b",
        b"--b--",
        b"=?utf-8?q?=ED=A0=80?=",
        b"=?a?b?c?=",
        b"=\n",
        b'"',
        b"\\",
        b"(",
        b"<",
        b"@",
        b";",
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"+2AA-",
        b"\x1b$B",
        b"________________________",
    ]
)
LINES = st.lists(st.one_of(SCRAPS, st.binary(max_size=30)), max_size=6).map(b"".join)


@st.composite
def fields(draw: st.DrawFn) -> bytes:
    """Header fields, some of them folded, some no fields at all."""
    newline = draw(NEWLINES)
    out = [
        draw(WORDS) + draw(st.sampled_from([b": ", b":", b" : ", b""])) + draw(LINES)
        for _ in range(draw(st.integers(0, 5)))
    ]
    if draw(st.booleans()):
        out.append(
            b"Content-Type: "
            + draw(TYPES)
            + b"; charset="
            + draw(CHARSETS)
            + b"; boundary=\"b\"; name*0*=a''%ff"
            + draw(LINES)
        )
    if draw(st.booleans()):
        out.append(b"Content-Transfer-Encoding: " + draw(ENCODINGS))
    if draw(st.booleans()):
        out.append(b"Content-Disposition: attachment; filename=" + draw(LINES))
    return newline.join(out) + newline * 2


@st.composite
def messages(draw: st.DrawFn) -> bytes:
    """A message of nested parts whose boundaries all collide."""
    newline = draw(NEWLINES)
    pieces = [draw(fields())]
    for _ in range(draw(st.integers(0, 6))):
        pieces.append(draw(st.sampled_from([b"", b"--b" + newline, b"--b--" + newline])))
        pieces.append(draw(st.one_of(fields(), LINES, st.lists(LINES, max_size=8).map(newline.join))))
    return b"".join(pieces)


@st.composite
def altered(draw: st.DrawFn) -> bytes:
    """A golden mail with a few octets removed, put in or doubled, or its end replaced by another's."""
    octets = draw(st.sampled_from(GOLDEN))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(octets)))
        to = min(at + draw(st.integers(0, 60)), len(octets))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            octets = octets[:at] + octets[to:]
        elif kind == 1:
            octets = octets[:at] + draw(LINES) + octets[to:]
        elif kind == 2:
            octets = octets[:to] + octets[at:]
        else:
            other = draw(st.sampled_from(GOLDEN))
            octets = octets[:at] + other[draw(st.integers(0, len(other))) :]
    return octets


ANY = st.one_of(st.binary(max_size=400), messages(), altered())

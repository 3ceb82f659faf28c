"""Octets made to exhaust a reader are read within the limits, and what they say at their beginning is not lost."""

import pytest

from mail_agent import header, mime, passages
from mail_agent import message as parsing
from mail_agent.judge import Reading, read

HEAD = b"From: kev@example.net\nDate: Mon, 6 May 2024 10:12:00 +0200\nSubject: hello\n"
HTML = HEAD + b"Content-Type: text/html\n\n"
WORDS = "you will regret this"
SAID = WORDS.encode()


def nested(depth: int) -> bytes:
    levels = (b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
    return HEAD + b"".join(levels) + b"\n" + SAID


BOMBS = {
    "nested multiparts": nested(20_000),
    "nested messages": HEAD + b"Content-Type: message/rfc822\n\n" * 20_000,
    "many header fields": HEAD + b"X-A: b\n" * 100_000 + b"\n",
    "one long header field": HEAD + b"X-A: " + b"b" * 2_000_000 + b"\n\n" + SAID,
    "one header field of many lines": HEAD + b"X-A: b\n" + b" b\n" * 200_000 + b"\n" + SAID,
    "many parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n"
    + SAID
    + b"\n--b\n\nx" * 200_000,
    "many addresses": HEAD + b"To: " + b"a@example.org," * 200_000 + b"\n\n" + SAID,
    "open comments in an address": HEAD + b"To: " + b"(" * 200_000 + b"\n\n" + SAID,
    "open quotes in parameters": HEAD + b"Content-Type: text/plain" + b';a="\\' * 50_000 + b"\n\n" + SAID,
    "a body of fifty megabytes": HEAD + b"\n" + SAID + b"\n" + b"hello world\n" * 4_200_000,
    "one line of ten megabytes": HEAD + b"\n" + SAID + b" " + b"a" * 10_000_000,
    "quoted-printable": HEAD + b"Content-Transfer-Encoding: quoted-printable\n\n" + SAID + b"=41" * 3_000_000,
    "base64 padded everywhere": HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"QQ==" * 500_000,
    "new and quoted by turns": HEAD + b"\n" + SAID + b"\n" + b"> x\ny\n" * 300_000,
    "attributions": b"In-Reply-To: <a@b>\n" + HEAD + b"\n" + SAID + b"\n" + b"wrote 10:00:\n" * 80_000,
    "field names": HEAD + b"\n" + SAID + b"\n" + b"From: a\nTo: b\n" * 80_000,
    "elements within elements": HTML + SAID + b"<div>" * 150_000,
    "formatting that never ends": HTML + SAID + b"<b><i><u>" * 80_000,
    "cells in a drawing": HTML + SAID + b"<svg>" + b"<td>" * 150_000,
    "attributes": HTML + SAID + b"<p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">",
    "comments": HTML + SAID + b"<!--" * 100_000,
    "a picture within": HTML + SAID + b"<img src='data:image/png;base64," + b"A" * 900_000 + b"'>",
    "uuencode": HEAD + b"\n" + SAID + b"\n" + b"begin 644 a\n" * 80_000,
    "an unending encoding": HEAD
    + b"Content-Type: text/plain; charset=punycode\n\n"
    + SAID
    + b"a" * 900_000
    + b"-9",
    "alternatives": HEAD
    + b"Content-Type: multipart/alternative; boundary=b\n\n--b\n\n"
    + SAID
    + b"".join(b"\nline %d" % n for n in range(60_000))
    + b"\n--b\nContent-Type: text/html\n\n"
    + b"".join(b"<p>lime %d" % n for n in range(60_000)),
}

LOSES_THE_WORDS = {"nested messages", "many header fields", "nested multiparts", "base64 padded everywhere"}


@pytest.fixture(scope="module", params=sorted(BOMBS))
def bomb(request: pytest.FixtureRequest) -> tuple[str, Reading]:
    return request.param, read(BOMBS[request.param])


def test_what_is_kept_of_it_is_bounded(bomb: tuple[str, Reading]) -> None:
    message, found = bomb[1].message, bomb[1].passages
    assert len(message.headers) <= header.MAX_FIELDS
    assert all(len(value) <= header.MAX_VALUE for _, value in message.headers)
    assert len(message.recipients) <= header.MAX_ADDRESSES
    assert len(message.parts) <= mime.MAX_PARTS
    assert all(len(part.text or "") <= parsing.MAX_TEXT for part in message.parts)
    assert len(message.defects) <= 100
    assert len(found) <= 2 * mime.MAX_PARTS
    assert all(len(passage.text) <= passages.MAX_LENGTH for passage in found)


def test_what_was_said_first_is_still_judged(bomb: tuple[str, Reading]) -> None:
    name, reading = bomb
    judged = [passage.text for passage in reading.passages if passage.judged]
    assert name in LOSES_THE_WORDS or any(WORDS in text for text in judged)


def test_the_subject_survives(bomb: tuple[str, Reading]) -> None:
    assert bomb[1].message.subject == "hello"


def test_words_below_the_limit_of_depth_are_read() -> None:
    judged = [passage.text for passage in read(nested(mime.MAX_DEPTH)).passages if passage.judged]
    assert any(WORDS in text for text in judged)


def test_new_words_far_down_among_many_quotes_are_judged_and_the_quotes_are_not() -> None:
    body = b"".join(b"> quote %d\nanswer %d\n" % (n, n) for n in range(500))
    found = read(b"In-Reply-To: <a@example.org>\n" + HEAD + b"\n" + body).passages
    judged = "\n".join(passage.text for passage in found if passage.judged)
    assert "answer 499" in judged
    assert "quote" not in judged
    assert len(found) <= passages.MAX_RUNS + 1

"""Whatever the octets are: reading them never fails, is bounded, and judges only what stands in them."""

import json
import re
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st
from message_strategies import ANY

from mail_agent import header, mime, passages
from mail_agent import message as parsing
from mail_agent.judge import read
from mail_agent.passages import PassageKind

ROUNDS = 200


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@given(ANY)
@settings(max_examples=ROUNDS, deadline=None)
def test_any_octets_are_read_into_values_within_the_limits(octets: bytes) -> None:
    reading = read(octets)
    message = reading.message
    assert message.sha256 == f"sha256:{sha256(octets).hexdigest()}"
    assert len(message.headers) <= header.MAX_FIELDS
    assert len(message.parts) <= mime.MAX_PARTS
    assert sum(len(part.text or "") for part in message.parts) <= parsing.MAX_TEXTS
    assert all(len(passage.text) <= passages.MAX_LENGTH for passage in reading.passages)


@given(ANY)
@settings(max_examples=ROUNDS, deadline=None)
def test_whatever_was_read_can_be_written_down_as_utf_8(octets: bytes) -> None:
    reading = read(octets)
    message = reading.message
    said = [message.subject, message.message_id, message.list_id, *message.references]
    said += [text for pair in message.headers for text in pair]
    said += [
        text for one in (*message.authors, *message.recipients) for text in (one.display_name, one.addr_spec)
    ]
    said += [
        text
        for part in message.parts
        for text in (part.content_type, part.charset, part.filename, part.text or "")
    ]
    said += [passage.text for passage in reading.passages]
    json.dumps(said, ensure_ascii=False).encode("utf-8")
    if message.date:
        assert message.date.utcoffset() is not None
        message.date.isoformat()


@given(ANY)
@settings(max_examples=ROUNDS, deadline=None)
def test_a_file_name_never_leads_anywhere(octets: bytes) -> None:
    for part in read(octets).message.parts:
        assert not re.search(r"[/\\\x00-\x1f\x7f\u202e]", part.filename)


@given(ANY)
@settings(max_examples=ROUNDS, deadline=None)
def test_every_judged_letter_stands_in_the_message(octets: bytes) -> None:
    reading = read(octets)
    there = [reading.message.subject]
    there += [text for part in reading.message.parts for text in (part.filename, part.text or "")]
    texts = [letters(text) for text in there]
    for passage in reading.passages:
        for line in passage.text.split("\n"):
            assert any(letters(line) in text for text in texts)


@given(ANY)
@settings(max_examples=ROUNDS, deadline=None)
def test_every_word_of_a_body_that_is_shown_comes_out_in_some_passage(octets: bytes) -> None:
    reading = read(octets)
    out = letters(" ".join(passage.text for passage in reading.passages))
    for part in reading.message.parts:
        if part.alternative == 0 and part.text:
            for line in part.text.split("\n"):
                assert letters(line) in out


NEW = [f"new{number}word" for number in range(6)]
OLD = [f"old{number}word" for number in range(6)]
ATTRIBUTION = "On Sun, 5 May 2024 at 09:01, Ada Linden <ada@example.org> wrote:"
BLOCK = "From: Ada Linden <ada@example.org>\nSent: Sunday, May 5, 2024 9:01\nTo: Bea\nSubject: x\n"


def by_marks(old: list[str]) -> str:
    return f"{ATTRIBUTION}\n\n" + "\n".join(f"> {word}" for word in old)


def by_block(old: list[str]) -> str:
    return f"{BLOCK}\n" + "\n".join(old)


def by_cite(old: list[str]) -> str:
    return "<blockquote type=cite>" + "<br>".join(old) + "</blockquote>"


def by_gmail(old: list[str]) -> str:
    return (
        f"<div class=gmail_quote><div class=gmail_attr>{ATTRIBUTION}</div><blockquote class=gmail_quote>"
        + "<p>".join(old)
        + "</blockquote></div>"
    )


SOME_NEW = st.lists(st.sampled_from(NEW), min_size=1, max_size=6)
SOME_OLD = st.lists(st.sampled_from(OLD), min_size=1, max_size=6)


@given(SOME_NEW, SOME_OLD, SOME_NEW, st.sampled_from([by_marks, by_block, by_cite, by_gmail]))
@settings(deadline=None)
def test_judged_text_has_all_new_words_and_none_that_are_quoted(new, old, after, quote) -> None:
    html = quote in {by_cite, by_gmail}
    interleaved = quote is not by_block
    body = "\n\n".join([*new, quote(old), *(after if interleaved else [])])
    body = body.replace("\n\n", "<br><br>") if html else body
    kind = "html" if html else "plain"
    octets = f"In-Reply-To: <q@example.org>\nSubject: Re: x\nContent-Type: text/{kind}\n\n{body}\n".encode()
    reading = read(octets)
    judged = " ".join(passage.text for passage in reading.passages if passage.judged)
    quoted = " ".join(passage.text for passage in reading.passages if passage.kind is PassageKind.QUOTED)
    assert set(re.findall(r"\w+word", judged)) == {*new, *(after if interleaved else [])}
    assert set(re.findall(r"\w+word", quoted)) == set(old)


@given(SOME_OLD, st.sampled_from([by_marks, by_block, by_cite, by_gmail]))
@settings(deadline=None)
def test_a_quote_that_answers_nothing_is_judged(old, quote) -> None:
    kind = "html" if quote in {by_cite, by_gmail} else "plain"
    reading = read(f"Subject: x\nContent-Type: text/{kind}\n\n{quote(old)}\n".encode())
    judged = " ".join(passage.text for passage in reading.passages if passage.judged)
    assert set(re.findall(r"\w+word", judged)) == set(old)

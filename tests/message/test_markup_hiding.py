"""Words are taken for hidden where a reader does not see them, and only there: neither trick hides abuse from us alone."""

import base64

import pytest

from mail_agent.judge import own_words, read

WORDS = "I know where you park"
HEAD = b"From: a@example.org\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n"


def judged(html: str) -> str:
    return own_words(read(HEAD + b"Content-Type: text/html\r\n\r\n" + html.encode()))


@pytest.mark.parametrize(
    "style",
    [
        "display:none;display:block",
        "display:none; display : block !important",
        "display:inline !important;display:none",
        "/*;display:none;*/color:red",
        "display:none nonsense",
        "font-size:",
        "font-size:0;font-size:12pt",
        "visibility:hidden;visibility:visible",
        "opacity:0;opacity:.9",
        "max-height:0;max-height:none;overflow:hidden",
        "background:#fff;color:#fff;color:#000",
        "background:#fff;background-color:#000;color:#fff",
    ],
)
def test_what_a_later_declaration_shows_is_judged(style: str) -> None:
    assert WORDS in judged(f'<div style="{style}">{WORDS}</div>')


@pytest.mark.parametrize(
    "html",
    [
        f'<div hidden style="display:block">{WORDS}</div>',
        f'<style>.x{{display:none}}</style><div class=x style="display:block">{WORDS}</div>',
        f"<style>.x{{display:none}} .x{{display:block}}</style><div class=x>{WORDS}</div>",
        f"<style>p.x{{display:none}}</style><div class=x>{WORDS}</div>",
        f"<style>/* .x{{display:none}} */</style><div class=x>{WORDS}</div>",
    ],
)
def test_what_an_elements_own_style_or_another_rule_shows_is_judged(html: str) -> None:
    assert WORDS in judged(html)


@pytest.mark.parametrize(
    "html",
    [
        f'<div style="display:block;display:none">{WORDS}</div>x',
        f'<div style="color:red; DISPLAY : NONE !important; display:block">{WORDS}</div>x',
        f'<div style="font-size:0.0em">{WORDS}</div>x',
        f'<div style="font-size:1px">{WORDS}</div>x',
        f'<div style="opacity:0.00;">{WORDS}</div>x',
        f'<div style="max-height:0px;overflow-y:hidden">{WORDS}</div>x',
        f'<div style="background-color:white;color:#FFF">{WORDS}</div>x',
        f'<div hidden style="color:red">{WORDS}</div>x',
        f"<style>a{{color:red}} .y,.x{{display:none}}</style><div class=x>{WORDS}</div>x",
    ],
)
def test_what_no_reader_sees_is_left_out(html: str) -> None:
    assert WORDS not in judged(html)


@pytest.mark.parametrize("encoding", ["base64", "BASE64 (as usual)", " base64;", '"base64"'])
def test_a_transfer_encoding_with_a_comment_is_undone(encoding: str) -> None:
    coded = base64.b64encode(WORDS.encode())
    found = read(HEAD + f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + coded)
    assert own_words(found) == WORDS

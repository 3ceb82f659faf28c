"""Words are taken for hidden where a reader does not see them, and only there: neither trick hides abuse from us alone."""

import base64

import pytest

from classifier.text import normalise
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
        "left:-9999px",
        "position:absolute;left:-5px",
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
        f'<div style="position:absolute;left:-9999px">{WORDS}</div>x',
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


@pytest.mark.parametrize(
    "html",
    [
        "<p>I k<b></b>n<span>o</span><i>w</i> w<!-- xyz -->here you p<wbr>a<font color=red>r</font>k</p>",
        '<p>I kn<span style="font-size:0">zz</span>ow where y<span style="display:none">q</span>ou park</p>',
        '<p>I kn<span style="position:fixed;top:-999em">zz</span>ow where you park</p>',
        "<p>&#73; &#107;n&#x6f;w w&shy;here y&zwnj;ou park</p>",
        '<p><bdo dir="rtl">krap uoy erehw wonk I</bdo></p>',
        '<p style="unicode-bidi:bidi-override; direction:rtl">krap uoy erehw wonk I</p>',
        "<table><tr><td>I</td><td>know</td><td>where you p a r k</td></tr></table>",
        "<p>I &#x1d424;&#x1d427;&#x1d428;&#x1d430; where you p&#1072;rk</p>",
    ],
)
def test_words_broken_up_by_markup_are_read_as_a_reader_reads_them(html: str) -> None:
    assert normalise(judged(html)) == WORDS.lower()


def test_words_sent_as_a_file_of_text_in_base64_are_judged() -> None:
    coded = base64.b64encode(f"<p>{WORDS.replace('where', 'wh<b>e</b>re')}</p>".encode())
    part = (
        b'Content-Type: application/octet-stream; name="a.html"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    )
    mail = (
        HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" + part + coded + b"\r\n--x--\r\n"
    )
    assert WORDS in [passage.text for passage in read(mail).passages if passage.judged]

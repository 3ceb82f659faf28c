from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.text import LONGEST, WINDOW, normalise, windows

TRICKY = st.text(
    alphabet=st.one_of(
        st.sampled_from("abcilsktоеаκο013457@$!|€* .-_*#'\n\u200b\u202e\u0301\u0337\u00ad"),
        st.characters(),
    ),
    max_size=200,
)


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("F**k you", "fuck you"),
        ("sh!t and f#ck", "shit and fuck"),
        ("k i l l  yourself", "kill yourself"),
        ("k.i.l.l you", "kill you"),
        ("K1LL y0urself, b1tch", "kill yourself, bitch"),
        ("stup1d a$$", "stupid ass"),
        ("Кill yоu", "kill you"),
        ("κill you", "kill you"),
        ("ｋｉｌｌ 𝔂𝓸𝓾", "kill you"),
        ("🅺🅸🅻🅻 you", "kill you"),
        ("ᴋɪʟʟ you", "kill you"),
        ("k\u200bi\u00adl\u2060l y\u202eou", "kill you"),
        ("k̷̢i̴l̶l̸ you", "kill you"),
        ("fuuuuuuck you", "fuck you"),
        ("k i l l   y o u", "kill you"),
        ("W a s t e  o f  s p a c e.", "waste of space."),
        ("i w i l l k i l l y o u", "i will kill you"),
        ("k-i-l-l y/o/u", "kill you"),
        ("k👏i👏l👏l you", "kill you"),
        ("ki ll you, fu-ck off", "kill you, fuck off"),
        ("kiiill you b!tch", "kill you bitch"),
        ("f*** you, b****", "fuck you, bitch"),
        ("k*ll, sh#t and c**t", "kill, shit and cunt"),
        ("N1c3 h0u53. 7h15 is y0ur5", "nice house. this is yours"),
        ("|<ill you", "kill you"),
        ("phuck you, fvck you", "fuck you, fuck you"),
        ("🇰🇮🇱🇱 you", "kill you"),
        ("I will 🔪 you 🖕🏽", "i will knife you fuck you"),
        ("noʎ llıʞ llıʍ I", "i will kill you"),
        ("uoy dnif lliw dna uoy llik", "you find will and you kill"),
        ("\u202euoy llik", "kill you"),
        ("a2lsbCB5b3U=", "kill you"),
        ("SSB3aWxsIGtpbGwgeW91IHRvbmlnaHQ=", "i will kill you tonight"),
        ("&#107;&#105;ll you", "kill you"),
        ("кіӏӏ уоu", "kill you"),
        ("Ꮶill ᎽOU", "kill you"),
        ("ոo оne", "no one"),
        ("KILLЯ", "killr"),
        ("хyй тебе, мой друг", "хуй тебе, мой друг"),
    ],
)
def test_a_disguised_word_reads_as_the_word_it_hides(disguised: str, plain: str) -> None:
    assert normalise(disguised) == plain


@pytest.mark.parametrize(
    "text",
    [
        "привет, как дела? я дома.",
        "καλημερα σας",
        "नमस्ते दोस्त, कल मिलते हैं",
        "مرحبا كيف حالك",
        "你好，明天见".replace("，", ","),
        "mail bob@example.org at 10am on the 4th about the mp3, h264 and b2b files",
        "bring 2kg of flour and the 45th invoice i.e. the red one",
        "the *red* one, **not** the _blue_ one, c++ and f# and a/b",
        "$50 off, was £100, now $5k or 10% at https://shop.example/a1b2c3?x=k1ll",
        "part no. a55-k1200, order 4471-b, gate b12, flight ba247, size 8.5x11",
        "he'll hit it and she'll say it's hers; we're off :d xd ^^ <3",
        "he ll be here, it s hit the wall",
        "scunthorpe, assessment, cockpit, therapist and analyst",
        "🇺🇸 🇺🇦 🇩🇪",
        "нас там нет, сосо и рама",
        "я купил iphone и macbook вчера",
        "αυτο ειναι το σπιτι μου",
        "बारात और सामान का संबंध",
        "si te vas, que en paz descanses, ni que fuera",
        "ende des jahres und er hat es",
        "ezayek, 3al beit w 7ad tele3",
    ],
)
def test_ordinary_text_in_any_script_stays_as_it_is(text: str) -> None:
    assert normalise(text) == text


@settings(max_examples=400)
@given(TRICKY)
def test_normalising_twice_changes_nothing_more_and_no_text_raises(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    "unit", ["a ", "a*", "*", "1a", "a.a", "$a", "a|", "\u0430a", "\u0301", "\ufdfa", "a\u0301", "!", "aaab"]
)
def test_a_huge_hostile_text_is_cut_to_the_stated_length(unit: str) -> None:
    assert len(normalise(unit * (3 * LONGEST))) <= LONGEST


@given(st.text(alphabet="ab. \n", max_size=3000), st.integers(min_value=8, max_value=500))
def test_windows_cover_the_text_and_none_is_longer_than_asked(text: str, size: int) -> None:
    pieces = windows(text, size)
    assert pieces[0][0] == 0
    assert pieces[-1][1] == len(text)
    assert all(0 <= end - start <= size for start, end in pieces)
    assert all(later <= end for (_, end), (later, _) in pairwise(pieces))


def test_every_sentence_of_a_long_mail_lies_whole_in_some_window() -> None:
    sentences = [
        f"This is the ordinary sentence number {n} about the roof and the garden." for n in range(60)
    ]
    text = " ".join(sentences)
    pieces = [text[start:end] for start, end in windows(text)]
    assert all(any(sentence in piece for piece in pieces) for sentence in sentences)
    assert max(map(len, pieces)) <= WINDOW


def test_a_lone_lookalike_letter_is_undone_only_where_no_word_is_of_its_script() -> None:
    assert normalise("І knоw whеrе yоu livе") == "i know where you live"
    assert normalise("я и yоu") == "я и you"
    assert normalise("это yоu и я") == "это you и я"

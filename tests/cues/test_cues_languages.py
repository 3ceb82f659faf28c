"""What is told in the project's other languages: target and condition, with exact spans."""

import pytest

from classifier.cues import Kind, cues


def told(text: str, kind: Kind) -> list[tuple[str, str]]:
    return [(cue.value, text[cue.start : cue.end]) for cue in cues(text) if cue.kind is kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Si no pagas, lo sabrá todo el pueblo", ("if", "Si no")),
        ("Paie, sinon on se verra", ("or_else", "sinon")),
        ("Wenn sie redet, brennt es", ("if", "Wenn")),
        ("Paga entro domani", ("deadline", "entro domani")),
        ("Se você falar, acabou", ("if", "Se você")),
        ("Betaal of ik kom langs", ("or_else", "of ik")),
        ("Jeśli powiesz komuś, koniec", ("if", "Jeśli")),
        ("Öde yoksa gelirim", ("or_else", "yoksa")),
        ("Paise do warna dekhna", ("or_else", "warna")),
        ("Если скажешь, пожалеешь", ("if", "Если")),
        ("ادفع والا", ("or_else", "والا")),
        ("إذا تكلمت انتهيت", ("if", "إذا")),
        ("पैसे दो वरना देखना", ("or_else", "वरना")),
        ("如果你报警就完了", ("if", "如果")),
        ("還錢，否則等著", ("or_else", "否則")),
    ],
)
def test_a_condition_is_told_with_the_words_that_say_so(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text, Kind.CONDITION)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("qué pena por tu hija", ("family", "tu hija")),
        ("dommage pour ta fille", ("family", "ta fille")),
        ("schade um deine Tochter", ("family", "deine Tochter")),
        ("che peccato per tua figlia", ("family", "tua figlia")),
        ("que pena da tua filha", ("family", "tua filha")),
        ("jammer van jouw dochter", ("family", "jouw dochter")),
        ("szkoda twojej córki", ("family", "twojej córki")),
        ("yazık kızına", ("family", "kızına")),
        ("teri behen ka khayal rakh", ("family", "teri behen")),
        ("жаль твою дочку", ("family", "твою дочку")),
        ("خسارة على بنتك", ("family", "بنتك")),
        ("तेरी बहन का ख्याल रख", ("family", "तेरी बहन")),
        ("可惜了你女儿", ("family", "你女儿")),
        ("Я до тебя доберусь", ("reader", "тебя")),
        ("你等着", ("reader", "你等着")),
    ],
)
def test_who_is_aimed_at_is_told_with_the_words_that_say_so(text: str, expected: tuple[str, str]) -> None:
    assert expected in told(text, Kind.AIMED_AT)


@pytest.mark.parametrize(
    "text",
    [
        "The minutes are attached.",
        "Das Treffen beginnt um neun.",
        "La reunión empieza a las nueve.",
        "La réunion commence à neuf heures.",
        "Собрание начинается в девять.",
        "يبدأ الاجتماع صباحا",
        "बैठक सुबह शुरू होती है",
        "会议九点开始",
    ],
)
def test_a_plain_sentence_sets_no_condition_and_aims_at_nobody(text: str) -> None:
    assert told(text, Kind.CONDITION) == []
    assert told(text, Kind.AIMED_AT) == []

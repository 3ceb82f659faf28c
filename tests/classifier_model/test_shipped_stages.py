"""The shipped model in its stages: who judges what, and what it says when nobody was taught a language."""

import shutil
from pathlib import Path

import pytest

from classifier import load, shipped
from classifier.artifact import ArtifactError, read_artifact
from classifier.cascade import Cascade
from classifier.score import Band

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def model() -> Cascade:
    found = load()
    assert isinstance(found, Cascade)
    return found


def test_plain_mail_is_settled_by_its_words_and_a_threat_is_read_as_a_sentence(model: Cascade) -> None:
    calm, threat = model.score(
        [
            "Please find attached the invoice for March. Let me know if you have any questions. Best, Ana",
            "I will find you and break both your legs",
        ]
    )
    assert (calm.judged_by, threat.judged_by) == ("words", "encoder")
    assert model.thresholds.at(1 / 2000).band(threat) is Band.FLAG


@pytest.mark.parametrize(
    ("language", "bad", "good"),
    [
        (
            "de",
            "Ich weiß wo du wohnst, ich bring dich um du Schlampe",
            "Kommst du morgen um acht zum Essen zu uns?",
        ),
        (
            "es",
            "Te voy a matar, sé dónde vives, puta asquerosa",
            "¿Puedes traer pan cuando vuelvas del trabajo?",
        ),
        (
            "fr",
            "Je sais où tu habites, je vais te crever salope",
            "Tu peux prendre du lait en rentrant, merci",
        ),
        ("ru", "Я знаю где ты живёшь, убью тебя, тварь", "Купи, пожалуйста, хлеба по дороге домой"),
    ],
)
def test_other_languages_have_a_judge_of_their_own(
    model: Cascade, language: str, bad: str, good: str
) -> None:
    threat, errand = model.score([bad, good])
    assert {threat.judged_by, errand.judged_by} == {"multilingual"}
    assert threat.language == language
    assert threat.known
    assert threat["abuse"] > 0.7
    assert errand["abuse"] < 0.5


def test_a_language_that_nobody_was_taught_is_said(model: Cascade) -> None:
    (found,) = model.score(["Kérlek, hozz kenyeret és tejet, amikor hazajössz a munkából, köszönöm szépen"])
    assert not found.known


def test_a_stage_that_was_exchanged_is_refused(tmp_path: Path) -> None:
    shutil.copytree(shipped().parent, tmp_path / "models", ignore=shutil.ignore_patterns("*-run", ".*"))
    manifest = tmp_path / "models" / "encoder" / "manifest.json"
    manifest.write_text(manifest.read_text() + "\n")
    with pytest.raises(ArtifactError, match="another model than this one was made with"):
        load(tmp_path / "models" / "cascade")


def test_running_the_sentences_on_less_than_everything_loses_next_to_nothing() -> None:
    found = read_artifact(shipped()).json("metrics.json")["cascade"]
    assert found["all"]["flagged"] - found["cascade"]["flagged"] <= 0.002 * found["abusive"]
    assert found["ordinary_settled_by_words"] > 0.8 * found["ordinary_mails"]
    stages = [shipped().parent / name for name in ("linear", "encoder", "multilingual", "cascade")]
    assert sum(file.stat().st_size for stage in stages for file in stage.iterdir()) < 40 * 2**20

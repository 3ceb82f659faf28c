import json
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from classifier import load, shipped
from classifier.artifact import ArtifactError
from classifier.labels import LABELS
from classifier.score import Band, Scorer

THREATS = [
    "I know where you live and I am going to kill you",
    "I KNOW WHERE YOU LIVE AND I AM GOING TO KILL YOU!!!",
    "i kn0w where you live and i am going to k1ll you",
    "i know where you live and i am going to k i l l you",
    "І knоw whеrе yоu livе аnd I am going to кill you",
    "\u200bI know where you\u200b live and I am going to ki\u200bll you",
]
ORDINARY = [
    "Hi Anna, shall we meet at the station at ten? I will bring the tickets. Love, Mum",
    "Please find attached the agenda for Thursday's meeting. Kind regards, Paul",
    "The process was killed because the parent aborted; restart the master node and run the job again.",
    "Your parcel will be delivered tomorrow between 9 and 12.",
]


@pytest.fixture(scope="module")
def model() -> Scorer:
    return load()


def test_scores_are_a_mapping_from_every_label_to_a_probability(model: Scorer) -> None:
    result = model.score(["hello"])[0]
    assert list(result) == list(LABELS)
    assert 0 <= result["abuse"] <= 1
    assert result.model_id == model.model_id
    assert model.model_id.startswith("sha256:")


@pytest.mark.parametrize("threat", THREATS)
def test_a_plain_threat_scores_far_above_ordinary_mail_in_any_disguise(model: Scorer, threat: str) -> None:
    ordinary = max(scores["abuse"] for scores in model.score(ORDINARY))
    scores = model.score([threat])[0]
    assert scores["abuse"] > 0.7
    assert ordinary < 0.5
    assert scores["threat"] > 0.9
    assert model.thresholds.at(1 / 2000).band(scores) is Band.FLAG


def test_ordinary_mail_is_left_alone_at_the_default_promise(model: Scorer) -> None:
    point = model.thresholds.at(1 / 2000)
    assert [point.band(scores) for scores in model.score(ORDINARY)] == [Band.CLEAR] * len(ORDINARY)


def test_a_long_ordinary_mail_is_not_punished_for_its_length(model: Scorer) -> None:
    point = model.thresholds.at(1 / 2000)
    long = " ".join(ORDINARY * 40)
    assert point.band(model.score([long])[0]) is Band.CLEAR


def test_a_vicious_message_in_a_long_ordinary_mail_is_noticed(model: Scorer) -> None:
    point = model.thresholds.at(1 / 500)
    mail = "\n\n".join(
        [*ORDINARY, *ORDINARY, "You worthless fucking whore, I will kill you. " * 2, *ORDINARY]
    )
    assert point.band(model.score([mail])[0]) is not Band.CLEAR


def test_stricter_promises_have_higher_thresholds(model: Scorer) -> None:
    points = sorted(model.thresholds.points, key=lambda point: point.false_alarms)
    for strict, loose in pairwise(points):
        assert all(strict.flag[label] >= loose.flag[label] for label in LABELS)


@pytest.mark.parametrize("path", sorted(shipped().iterdir()), ids=lambda path: path.name)
def test_the_shipped_model_with_one_flipped_octet_does_not_load(tmp_path: Path, path: Path) -> None:
    copy = shutil.copytree(shipped(), tmp_path / "model") / path.name
    octets = bytearray(copy.read_bytes())
    octets[len(octets) // 2] ^= 0x10
    copy.write_bytes(octets)
    with pytest.raises(ArtifactError):
        load(tmp_path / "model")


def test_the_card_names_every_set_that_was_learnt_from_with_its_licence() -> None:
    from classifier.recipes import RECIPES

    card = (shipped() / "MODEL_CARD.md").read_text(encoding="utf-8")
    learnt = card.partition("## Learnt from")[2].partition("Only measured on")[0]
    for recipe in RECIPES:
        row = f"| {recipe.name} |"
        assert (row in learnt) == (recipe.use == "train")
        assert recipe.use != "train" or recipe.licence in learnt


def test_the_measurements_say_that_the_promise_holds_on_real_mail() -> None:
    metrics = json.loads((shipped() / "metrics.json").read_text(encoding="utf-8"))
    mails = [metrics["ordinary"][name] for name in ("spamassassin_easy_ham", "enron_ham")]
    assert sum(row["flagged"] for row in mails) / sum(row["messages"] for row in mails) <= 1 / 500


def test_scoring_needs_neither_scikit_learn_nor_scipy_nor_pandas_nor_torch() -> None:
    code = (
        "import sys; from classifier import load; load().score(['hello']); "
        "print([name for name in ('sklearn', 'scipy', 'pandas', 'torch') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

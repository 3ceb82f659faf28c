"""Hindi is learnt by its words and judged alike in either script."""

import numpy as np
import pytest

from classifier.dataset import Register, Sample
from classifier.labels import LABELS, Label
from classifier.linear.model import unpacked
from classifier.multilingual.hindi import SLOTS, Hindi, features, rarities
from classifier.multilingual.learn_hindi import learn_hindi

RUDE = (
    "tu kutta hai, ghar se nikal",
    "kutte, teri khair nahin",
    "nikal ja kutta, tujhe dekh lunga",
    "kutta sala, bahar aa",
)
KIND = (
    "kal chai pe milte hain",
    "mummy ne khana bheja hai",
    "ghar kab aaoge, khana thanda hai",
    "chai pi lo, kal milenge",
)


@pytest.fixture(scope="module")
def learnt():
    samples = [
        Sample(
            id=f"{author}-{place}-{abuse}",
            text=text + " " + extra,
            labels={label: abuse and label in (Label.ABUSE, Label.INSULT) for label in LABELS},
            source="authored",
            language="hi",
            group=f"{author}-{place}-{abuse}",
            register=Register.PERSONAL,
            author=author,
        )
        for author, extra in (("a", "suno"), ("b", "theek"), ("c", "achha"))
        for texts, abuse in ((RUDE, True), (KIND, False))
        for place, text in enumerate(texts)
    ]
    arrays, measured = learn_hindi(samples)
    weights = unpacked(arrays["features"], arrays["largest"])
    return Hindi(weights, arrays["bias"], arrays["rarity"].astype(np.float32)), measured


def test_what_was_learnt_in_latin_letters_is_found_in_devanagari(learnt):
    hindi, _ = learnt
    rude, kind = hindi.logits(["कुत्ता, घर से निकल", "कल चाय पे मिलते हैं"])[:, LABELS.index(Label.ABUSE)]
    assert rude > kind + 0.5


def test_it_is_measured_on_authors_left_out(learnt):
    _, measured = learnt
    assert measured == 1.0


def test_a_label_without_examples_stays_improbable_whatever_the_text_says(learnt):
    hindi, _ = learnt
    logits = hindi.logits([*RUDE, *KIND])
    assert (logits[:, LABELS.index(Label.DOXXING)] < -3).all()
    assert (logits[:4, LABELS.index(Label.INSULT)] > logits[4:, LABELS.index(Label.INSULT)].max()).all()


def test_an_empty_text_has_no_features():
    slots, values = features("", rarities(["kuch nahin"]))
    assert len(slots) == len(values) == 0
    assert rarities([]).shape == (SLOTS,)


def test_without_hindi_samples_nothing_is_learnt():
    arrays, measured = learn_hindi([])
    assert measured is None
    assert not arrays["features"].any()

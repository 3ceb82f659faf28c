"""The judge says what it found, in which language, and that it does not know where it does not."""

import zlib

import numpy as np
import pytest

pytest.importorskip("onnx")

from multilingual_texts import TEXTS

from classifier.artifact import ArtifactError, array_octets, json_octets, read_artifact, write_artifact
from classifier.labels import LABELS, Label
from classifier.linear.model import packed as packed_weights
from classifier.multilingual import UNKNOWN, load_multilingual
from classifier.multilingual.graph import graph
from classifier.multilingual.hindi import SLOTS
from classifier.multilingual.model import KIND
from classifier.multilingual.table import packed

COUNT = len(LABELS)
EVEN = {"slope": [1.0] * COUNT, "words": [0.0] * COUNT, "offset": [0.0] * COUNT}


@pytest.fixture(scope="module")
def files(pieces, layers, table):
    rng = np.random.default_rng(5)
    rows, step = packed(table)
    head = {
        "first": rng.standard_normal((512, 8)),
        "first_bias": np.zeros(8),
        "second": rng.standard_normal((8, COUNT)),
        "second_bias": np.zeros(COUNT),
    }
    return {
        "config.json": json_octets(
            {"kind": KIND, "alone": EVEN, "joined": {**EVEN, "words": [0.5] * COUNT}, "measured": {"en": 0.8}}
        ),
        "pieces.z": zlib.compress(pieces),
        "rows.z": rows,
        "step.npz": array_octets({"step": step}),
        "encoder.z": zlib.compress(graph(layers)),
        "hindi.npz": array_octets(
            {
                **packed_weights(rng.standard_normal((SLOTS, COUNT)).astype(np.float32)),
                "bias": np.zeros(COUNT),
                "rarity": np.ones(SLOTS),
            }
        ),
        "head.npz": array_octets({name: value.astype(np.float16) for name, value in head.items()}),
    }


@pytest.fixture(scope="module")
def judge(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("models") / "multilingual"
    write_artifact(folder, files)
    return load_multilingual(read_artifact(folder), threads=1)


def test_every_text_gets_every_label_a_language_and_what_was_measured(judge):
    opinions = judge.opinions(TEXTS)
    assert [opinion.language.language for opinion in opinions] == ["en", "es", "de", "ru", "hi-Latn", "zh"]
    assert [opinion.measured for opinion in opinions] == [0.8, None, None, None, None, None]
    assert [opinion.judged_by for opinion in opinions] == [*["multilingual"] * 4, "hindi", "multilingual"]
    assert all(tuple(opinion.scores) == LABELS for opinion in opinions)


def test_a_language_that_it_was_not_taught_is_judged_by_nobody(judge):
    (opinion,) = judge.opinions(["Jag är på stationen i morgon bitti, glöm inte nycklarna"])
    assert opinion.language.language == UNKNOWN
    assert not opinion.known
    assert opinion.judged_by == "nobody"


def test_opinions_do_not_depend_on_the_texts_beside_them(judge):
    together = judge.opinions([*TEXTS, TEXTS[0] * 20])
    for text, opinion in zip([*TEXTS, TEXTS[0] * 20], together, strict=True):
        alone = judge.opinions([text])[0]
        assert alone.scores == pytest.approx(opinion.scores, abs=1e-3)


def test_the_first_stage_moves_a_score_by_its_share(judge):
    texts = TEXTS[:3]
    logit = lambda p: np.log(p / (1 - p))  # noqa: E731
    told = np.full((3, COUNT), 2.0, np.float32)
    for with_, without in zip(judge.opinions(texts, told), judge.opinions(texts), strict=True):
        assert logit(with_.scores[Label.ABUSE]) - logit(without.scores[Label.ABUSE]) == pytest.approx(
            1.0, abs=0.02
        )


def test_one_sentence_in_a_long_text_counts_for_itself(judge):
    """The long text's score is at least that of its worst window less what a window must exceed."""
    filler = TEXTS[0] * 6
    short = judge.network([TEXTS[3]])[0]
    long = judge.network([filler + " " + TEXTS[3] * 8 + " " + filler])[0]
    whole = judge._head.logits(judge.vectors([filler + " " + TEXTS[3] * 8 + " " + filler]))[0]
    assert (long >= whole - 1e-3).all()
    assert short.shape == long.shape == (COUNT,)


def test_hindi_is_the_same_text_in_either_script(judge):
    texts = ["फोन उठा, नहीं तो मैं अभी घर से निकल", "phon utha, nahin to main abhi ghar se nikal"]
    devanagari, latin = judge.opinions(texts)
    assert [devanagari.language.language, latin.language.language] == ["hi", "hi-Latn"]
    assert devanagari.scores == pytest.approx(latin.scores, abs=1e-6)
    assert pytest.approx(devanagari.scores[Label.ABUSE], abs=1e-3) != 0.5


def test_no_texts_give_no_opinions(judge):
    assert judge.opinions([]) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("config.json", json_octets({"kind": "seawall-linear-2"})),
        ("config.json", json_octets({"kind": KIND, "alone": EVEN, "joined": {"slope": []}, "measured": {}})),
        ("rows.z", b"\xff\xff\xff"),
        ("pieces.z", zlib.compress(b"no pieces")),
        ("encoder.z", zlib.compress(b"no graph")),
        ("head.npz", array_octets({"first": np.zeros((3, 3))})),
        ("hindi.npz", array_octets({"features": np.zeros((3, 10), np.int8), "largest": np.ones(10)})),
    ],
)
def test_a_part_that_does_not_fit_is_one_clear_error(files, tmp_path, name, content):
    write_artifact(tmp_path / "model", {**files, name: content})
    with pytest.raises(ArtifactError):
        load_multilingual(read_artifact(tmp_path / "model"))

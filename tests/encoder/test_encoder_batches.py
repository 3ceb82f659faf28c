import numpy as np
import pytest

pytest.importorskip("onnxruntime", reason="onnxruntime is not installed")
from tokenizers import Tokenizer, models

from classifier.encoder.model import at_once
from classifier.encoder.tokens import pieces, tokenizer

WORDS = Tokenizer(
    models.WordPiece({"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 4}, unk_token="[UNK]")
)


@pytest.mark.parametrize("length", [0, 1, 13, 14, 15, 28, 100, 101])
@pytest.mark.parametrize("step", [0.5, 1])
def test_pieces_leave_no_token_out_and_are_never_too_long(length, step) -> None:
    ids = list(range(10, 10 + length))
    found = pieces(WORDS, ids, longest=16, step=step)
    assert all(one[0] == 2 and one[-1] == 3 and len(one) <= 16 for one in found)
    assert [i for i in ids if not any(i in one[1:-1] for one in found)] == []
    assert all(len(one) == 16 for one in found) or len(found) == 1


def test_every_few_words_lie_whole_in_some_piece() -> None:
    ids = list(range(10, 110))
    found = [one[1:-1] for one in pieces(WORDS, ids, longest=16)]
    for start in range(len(ids) - 6):
        words = ids[start : start + 7]
        assert any(words == one[at : at + 7] for one in found for at in range(len(one)))


def test_rows_run_together_stay_within_the_tokens_allowed() -> None:
    lengths = np.asarray([128, 3, 60, 5, 128, 4, 3000])
    found = at_once(lengths, 256)
    assert sorted(np.concatenate(found).tolist()) == list(range(7))
    assert all(len(one) == 1 or lengths[one].max() * len(one) <= 256 for one in found)


def test_a_tokenizer_without_ends_is_refused() -> None:
    bare = Tokenizer(models.WordPiece({"[UNK]": 0}, unk_token="[UNK]"))
    with pytest.raises(ValueError, match="CLS"):
        tokenizer(bare.to_str().encode())

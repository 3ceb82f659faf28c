"""A tiny transformer with chance weights, and invented texts which it can learn."""

from pathlib import Path

from classifier.dataset import Register, Sample
from classifier.labels import Label

WORDS = [
    "i",
    "will",
    "find",
    "you",
    "and",
    "break",
    "your",
    "door",
    "see",
    "at",
    "the",
    "game",
    "tonight",
    "we",
    "bring",
    "soup",
    "for",
    "dinner",
    "thank",
    "him",
    "her",
    "idiot",
    "fool",
    "nobody",
    "likes",
    "home",
    "train",
    "late",
    "friday",
    "walk",
    "dog",
    "photo",
    "garden",
    "meeting",
    "notes",
    "attached",
    "sorry",
]


def tiny_base(folder: Path) -> Path:
    """Write a BERT of 2 layers and 32 dimensions that knows WORDS, and return its folder."""
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from transformers import BertConfig, BertModel

    vocabulary = {
        word: place for place, word in enumerate(("[PAD]", "[UNK]", "[CLS]", "[SEP]", *dict.fromkeys(WORDS)))
    }
    words = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    words.normalizer = normalizers.BertNormalizer(lowercase=True)
    words.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=64,
    )  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    words.save(str(folder / "tokenizer.json"))
    return folder


def sample(
    number: int, text: str, labels: dict[Label, bool], register: Register = Register.PERSONAL, **more
) -> Sample:
    return Sample(
        id=f"t:{number}", text=text, labels=labels, source=more.pop("source", "t"), language="en",
        group=f"t:{number}", register=register, **more,
    )  # fmt: skip


def invented(count: int = 96) -> list[Sample]:
    """Texts of which half threaten; whether the others are obscene nobody knows."""
    bad = (
        "i will find you and break your door",
        "nobody likes you fool i will find your dog",
        "i will break you",
    )
    good = (
        "see you at the game tonight",
        "thank you for dinner we bring soup friday",
        "meeting notes attached sorry",
    )
    made = []
    for number in range(count):
        abusive = number % 2 == 0
        text = f"{(bad if abusive else good)[number // 2 % 3]} {WORDS[number % len(WORDS)]}"
        register = (Register.PERSONAL, Register.PUBLIC, Register.ORDINARY)[
            number % 3 if not abusive else number % 2
        ]
        made.append(sample(number, text, {Label.ABUSE: abusive, Label.THREAT: abusive}, register))
    return made

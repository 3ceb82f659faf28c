"""The transformer with one output for each column, as a torch module."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from classifier.linear.model import COLUMNS


class Network(nn.Module):  # type: ignore[misc]  # torch is not checked
    """Mean of the last layer's tokens, then one linear output for each of COLUMNS."""

    def __init__(self, body: Any) -> None:
        super().__init__()
        self.body = body
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(body.config.hidden_size, len(COLUMNS))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return one row of logits for each row of token ids."""
        return self.judged(self.body.embeddings.word_embeddings(ids), mask)

    def judged(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """Return one row of logits for each row of tokens' embeddings, before their places are added."""
        tokens = self.body(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        shown = mask.unsqueeze(-1).to(tokens.dtype)
        mean = (tokens * shown).sum(dim=1) / shown.sum(dim=1)
        found: Tensor = self.heads(self.dropout(mean))
        return found


class Body(nn.Module):  # type: ignore[misc]
    """A network without its table of embeddings, for export."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, embedded: Tensor, mask: Tensor) -> Tensor:
        """Return what `Network.judged` does."""
        return self.network.judged(embedded, mask)


def narrowed(network: Network, kept: NDArray[np.int64]) -> Network:
    """Return the network with the tokens `kept` alone, numbered in that order."""
    table = network.body.embeddings.word_embeddings.weight.detach()[torch.from_numpy(kept)]
    network.body.embeddings.word_embeddings = nn.Embedding.from_pretrained(table)
    return network


def table_of(network: Network) -> NDArray[np.float32]:
    """Return the embeddings, one row a token."""
    return np.asarray(network.body.embeddings.word_embeddings.weight.detach().float().numpy(), np.float32)


def from_base(base: Path, seed: int) -> Network:
    """Return a network with the weights of the pretrained transformer in the folder `base`, and fresh outputs.

    Raises:
        OSError: the folder holds no such transformer.
    """
    body = AutoModel.from_pretrained(base, local_files_only=True, add_pooling_layer=False)
    torch.manual_seed(seed)
    return Network(body)


def from_state(base: Path, state: dict[str, Tensor]) -> Network:
    """Return the network in the form of `base` with the weights `state`, ready to judge, for export."""
    config = AutoConfig.from_pretrained(base, local_files_only=True, attn_implementation="eager")
    network = Network(AutoModel.from_config(config, add_pooling_layer=False))
    network.load_state_dict(state)
    network.eval()
    return network

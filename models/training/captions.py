"""Cached states of MiniLM's frozen lower layers for a list of sentences."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .text_encoder import LAYERS, load_minilm, load_tokenizer, mean_of, tokenize

TRAINED_LAYERS = 2
"""How many of the last layers are trained; the ones below are run once and cached."""
BATCH = 128


@dataclass(frozen=True)
class States:
    """Token states of all sentences, one after another; sentence i is rows start[i] to start[i + 1]."""

    tokens: Tensor
    start: Tensor

    def lengths(self, sentences: Tensor) -> Tensor:
        """Tokens of these sentences."""
        return self.start[sentences + 1] - self.start[sentences]

    def batch(self, sentences: Tensor) -> tuple[Tensor, Tensor]:
        """States f32 [b, longest, 384] and mask [b, longest] of these sentences."""
        first, after = self.start[sentences], self.start[sentences + 1]
        steps = torch.arange(int((after - first).max()))
        mask = steps[None] < (after - first)[:, None]
        rows = (first[:, None] + steps[None]).clamp_max(len(self.tokens) - 1)
        return self.tokens[rows].float(), mask.long()


@torch.inference_mode()
def sentence_states(texts: list[str], name: str, work: Path) -> States:
    """What layer LAYERS - TRAINED_LAYERS gives for each sentence, from the cache if it is there."""
    cached = work / f"{name}-states{TRAINED_LAYERS}.npz"
    if not cached.exists():
        body, tokenizer = load_minilm(), load_tokenizer()
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        rows: list[np.ndarray] = [np.empty(0)] * len(texts)
        for at in range(0, len(texts), BATCH):
            part = order[at : at + BATCH]
            ids, mask = tokenize(tokenizer, [texts[i] for i in part])
            states = body.run(body.embed(ids), mask, last=LAYERS - TRAINED_LAYERS).half()
            for row, length, index in zip(states, mask.sum(1).tolist(), part, strict=True):
                rows[index] = row[:length].numpy()
        start = np.cumsum([0, *(len(row) for row in rows)])
        partial = cached.with_suffix(".partial.npz")
        np.savez(partial, tokens=np.concatenate(rows), start=start)
        partial.rename(cached)
    stored = np.load(cached)
    return States(torch.from_numpy(stored["tokens"]), torch.from_numpy(stored["start"]))


@torch.inference_mode()
def sentence_means(states: States, name: str, work: Path) -> Tensor:
    """The untrained MiniLM's mean over tokens, f32 [n, 384], from the cache if it is there."""
    cached = work / f"{name}-means.npy"
    if not cached.exists():
        body = load_minilm()
        lengths = states.start.diff()
        order = lengths.argsort()
        means = torch.empty(len(lengths), states.tokens.shape[1])
        for part in order.split(BATCH):
            x, mask = states.batch(part)
            means[part] = mean_of(body.run(x, mask, first=LAYERS - TRAINED_LAYERS), mask)
        np.save(cached, means.numpy())
    return torch.from_numpy(np.load(cached))

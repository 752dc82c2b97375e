"""Tokens found by descent, many photos at once: what SEARLE's network learns from, and what the program does for one photo."""

import torch
from torch import Tensor
from torch.nn import functional

from .phi import PHOTO, Reader

RATE = 5e-3
DECAY = 0.01
STEPS = {"searle-oti": 20, "palavra": 5}
"""How the program descends: from noise, and from the set encoder's token"""
GRADIENT = "token-gradient.onnx"
PART = 256


def invert(reader: Reader, photos: Tensor, start: Tensor, steps: int) -> Tensor:
    """Minimises 1 - cos(f_t("a photo of $"), photo) from `start`, f32 [n, 384] both -> tokens f32 [n, 384]."""
    tokens = start.clone().requires_grad_(True)
    optimiser = torch.optim.AdamW([tokens], RATE, weight_decay=DECAY)
    for _ in range(steps):
        optimiser.zero_grad()
        for part in torch.arange(len(photos)).split(PART):
            made = reader.embed([PHOTO] * len(part), tokens[part])
            (1 - functional.cosine_similarity(made, photos[part])).sum().backward()
        optimiser.step()
    return tokens.detach()

"""Pic2Word's objective: f_t("a photo of $") with phi of a training photo must be nearer to that photo than to all others."""

import torch
from torch import Tensor
from torch.nn import functional

from .phi import PHOTO, SmallPhi, start_as
from .phi_data import PhiData
from .phi_evaluate import dev_line
from .phi_training import train

BATCH = 128
RATE = 1e-3
SCALE = 30.0


def contrast(a: Tensor, b: Tensor, scale: float = SCALE) -> Tensor:
    """InfoNCE both ways; row i of one belongs to row i of the other, f32 [b, d]."""
    logits = scale * functional.normalize(a, dim=1) @ functional.normalize(b, dim=1).T
    own = torch.arange(len(a))
    return (functional.cross_entropy(logits, own) + functional.cross_entropy(logits.T, own)) / 2


def train_pic2word(data: PhiData, steps: int) -> SmallPhi:
    phi = SmallPhi()
    start_as(phi, data.reader.usual_word(data.lessons[0][:4000]))

    def loss_of() -> Tensor:
        _, photos = data.some_photos(BATCH)
        return contrast(data.reader.embed([PHOTO] * BATCH, phi(photos)), photos)

    train(phi, "pic2word", data.work, steps, RATE, loss_of, lambda: dev_line(phi, data))
    return phi

"""
LinCIR's objective, from text alone: a caption whose keywords are replaced by phi of its own embedding must keep its embedding.
"""

import torch
from torch import Tensor
from torch.nn import functional

from .keywords import replace_keywords
from .phi import Phi, start_as
from .phi_data import PhiData
from .phi_evaluate import dev_line
from .phi_training import train

BATCH = 128
RATE = 1e-3
NOISE = 2.0
"""Length of the longest noise, in lengths of an embedding: a photo stands at an angle of 60 degrees to its captions."""


def blurred(embeddings: Tensor, most: float = NOISE) -> Tensor:
    """Embeddings turned by noise of a random length, their own length kept, as photos' embeddings have it."""
    lengths = embeddings.norm(dim=1, keepdim=True)
    noise = torch.randn_like(embeddings) * embeddings.shape[1] ** -0.5 * lengths
    return functional.normalize(embeddings + most * torch.rand(len(embeddings), 1) * noise, dim=1) * lengths


def train_lincir(data: PhiData, steps: int) -> Phi:
    """The loss is in parts of the embeddings' variance."""
    captions, embeddings = data.lessons
    replaced = [replace_keywords(caption) for caption in captions]
    usable = torch.tensor([i for i, text in enumerate(replaced) if "$" in text and len(text) < 120])
    phi = Phi()
    start_as(phi, data.reader.usual_word(captions[:4000]))
    variance = embeddings.var(0).mean()

    def loss_of() -> Tensor:
        rows = usable[torch.randint(len(usable), (BATCH,))]
        target = embeddings[rows]
        made = data.reader.embed([replaced[i] for i in rows.tolist()], phi(blurred(target)))
        return functional.mse_loss(made, target) / variance

    train(phi, "lincir", data.work, steps, RATE, loss_of, lambda: dev_line(phi, data))
    return phi

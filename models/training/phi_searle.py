"""
SEARLE's objective: phi is distilled from tokens that descent found for some training photos, with a contrastive loss between
tokens. Its phrases by GPT are replaced by edited captions: the token must do in such a sentence what the found one does.
"""

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from .phi import EDITED, Phi, start_as
from .phi_data import PhiData
from .phi_evaluate import dev_line
from .phi_inversion import invert
from .phi_pic2word import contrast
from .phi_training import train

PHOTOS, STEPS = 600, 12
BATCH, PHRASED = 256, 16
RATE = 1e-3


def found_tokens(data: PhiData, word: Tensor) -> tuple[Tensor, Tensor]:
    """Numbers of training photos, and their tokens f32 [PHOTOS, 384], from the cache if they are there."""
    chosen = torch.tensor(data.flickr.train)[:: len(data.flickr.train) // PHOTOS][:PHOTOS]
    file = data.work / "phi-found-tokens.npy"
    if not file.exists():
        np.save(file, invert(data.reader, data.photos[0][chosen], word.repeat(len(chosen), 1), STEPS).numpy())
    return chosen, torch.from_numpy(np.load(file))


def train_searle(data: PhiData, steps: int) -> Phi:
    captions = data.lessons[0]
    word = data.reader.usual_word(captions[:4000])
    chosen, found = found_tokens(data, word)
    phi = Phi()
    start_as(phi, word)

    def loss_of() -> Tensor:
        rows = torch.randperm(len(chosen))[:BATCH]
        view = int(torch.randint(len(data.photos), ()))
        tokens = phi(data.photos[view][chosen[rows]])
        # Tokens share the usual word; without it their directions tell them apart.
        alike = contrast(tokens - word, found[rows] - word, scale=10.0)
        phrases = [EDITED.format(captions[int(i)].lower().rstrip(" .")) for i in torch.randint(len(captions), (PHRASED,))]
        with torch.no_grad():
            meant = data.reader.embed(phrases, found[rows[:PHRASED]])
        said = data.reader.embed(phrases, tokens[:PHRASED])
        return alike + (1 - functional.cosine_similarity(said, meant)).mean()

    train(phi, "searle", data.work, steps, RATE, loss_of, lambda: dev_line(phi, data))
    return phi

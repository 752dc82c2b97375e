"""How well a token stands for its photo, on Flickr8k's dev photos: what all choices of phi are made by."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from .phi import PHOTO
from .phi_data import PhiData
from .recall import both_ways, recall


@torch.inference_mode()
def dev_line(phi: nn.Module, data: PhiData) -> str:
    """f_t("a photo of $") with phi(photo) against the dev photos, and against their captions; Recall@1/5/10."""
    phi.eval()
    photos = data.photos[0][data.flickr.dev]
    sentences = functional.normalize(data.reader.embed([PHOTO] * len(photos), phi(photos)), dim=1)
    looks = functional.normalize(photos, dim=1)
    captions = functional.normalize(data.captions[data.flickr.captions_of(data.flickr.dev)], dim=1)
    itself = recall(sentences.numpy(), looks.numpy(), [{row} for row in range(len(photos))])
    _, words = both_ways(sentences.numpy(), captions.numpy(), [row // 5 for row in range(len(captions))])
    near = (sentences * looks).sum(1).mean().item()
    return f"dev itself {itself}, its captions {words}, cosine {near:.3f}"

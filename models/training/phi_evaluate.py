"""How well a token stands for its photo, on Flickr8k's dev photos: what all choices of phi are made by."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from .phi import EDITED, PHOTO
from .phi_data import PhiData
from .phi_pairs import Pair, dev_pairs
from .recall import CUTS, both_ways, recall


def unit(rows: Tensor) -> Tensor:
    return functional.normalize(rows, dim=1)


@torch.inference_mode()
def dev_line(phi: nn.Module, data: PhiData) -> str:
    """
    f_t("a photo of $") with phi(photo) against the dev photos and their captions, and composed queries; Recall@1/5/10.
    """
    phi.eval()
    photos = data.photos[0][data.flickr.dev]
    sentences = unit(data.reader.embed([PHOTO] * len(photos), phi(photos)))
    captions = unit(data.captions[data.flickr.captions_of(data.flickr.dev)])
    itself = recall(sentences.numpy(), unit(photos).numpy(), [{row} for row in range(len(photos))])
    _, words = both_ways(sentences.numpy(), captions.numpy(), [row // 5 for row in range(len(captions))])
    near = (sentences * unit(photos)).sum(1).mean().item()
    return f"dev itself {itself}, its captions {words}, cosine {near:.3f}, {composed_line(phi, data)}"


def composed_line(phi: nn.Module, data: PhiData) -> str:
    """f_t("a photo of $ that T") for pairs of dev photos, the reference left out."""
    pairs = dev_pairs(data.flickr)
    tokens = phi(data.photos[0][[pair.reference for pair in pairs]])
    queries = unit(data.reader.embed([EDITED.format(pair.words) for pair in pairs], tokens))
    return "pairs {} mean log rank {:.3f}".format(*pair_figures(queries, pairs, data))


def pair_figures(queries: Tensor, pairs: list[Pair], data: PhiData) -> tuple[list[float], float]:
    """Recall@1/5/10 and the mean logarithm of the target's rank."""
    scores = queries @ unit(data.photos[0][data.flickr.dev]).T
    place = {photo: row for row, photo in enumerate(data.flickr.dev)}
    rows = torch.arange(len(pairs))
    scores[rows, [place[pair.reference] for pair in pairs]] = -torch.inf
    right = scores[rows, [place[pair.target] for pair in pairs]]
    ranks = (scores >= right[:, None]).sum(1).float()
    return [round(100 * (ranks <= cut).float().mean().item(), 1) for cut in CUTS], ranks.log().mean().item()

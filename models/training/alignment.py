"""Training of the shared space: contrastive, on cached features; first the heads, then the last text layers too."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from .captions import TRAINED_LAYERS, States
from .flickr import Flickr
from .image_encoder import ClassPath, ImageHead
from .text_encoder import LAYERS, MiniLM, TextHead, mean_of

PADDED_TOGETHER = 64
"""Sentences of like length that run as one tensor: little padding, little waste."""


@dataclass(frozen=True)
class Stage:
    """Numbers of one round of training, chosen on dev."""

    epochs: int
    rate: float
    text_rate: float
    """Of MiniLM's last layers; 0 leaves them as they are."""
    batch: int = 512
    captions: int = 5
    decay: float = 0.05
    average: float = 0.95
    seed: int = 8


@dataclass(frozen=True)
class Photos:
    """Cached features, a tensor for each view: pooled f32 [n, 1280] and middle f32 [n, 680]."""

    pooled: list[Tensor]
    middle: list[Tensor]


@dataclass(frozen=True)
class Sentences:
    """States below the trained layers, and the untrained model's means."""

    states: States
    means: Tensor


class Space(nn.Module):
    """All that is trained: both heads, the class path's weight and the last layers of MiniLM."""

    def __init__(self, body: MiniLM, classifier: nn.Linear, hidden: int = 512, dropout: float = 0.3) -> None:
        super().__init__()
        self.body = body
        self.text_head = TextHead(hidden, dropout)
        self.image_head = ImageHead(hidden, dropout)
        self.path = ClassPath(classifier)
        self.log_scale = nn.Parameter(torch.tensor(20.0).log())
        self.layers_trained = False

    def last_layers(self) -> list[nn.Module]:
        return list(self.body.layers[LAYERS - TRAINED_LAYERS :])

    def sentences(self, table: Sentences, which: Tensor) -> Tensor:
        """Unit vectors of these sentences."""
        if not self.layers_trained:
            return functional.normalize(self.text_head(table.means[which]), dim=1)
        by_length = table.states.lengths(which).argsort()
        means = []
        for part in which[by_length].split(PADDED_TOGETHER):
            x, mask = table.states.batch(part)
            means.append(mean_of(self.body.run(x, mask, first=LAYERS - TRAINED_LAYERS), mask))
        means = torch.cat(means)[by_length.argsort()]
        return functional.normalize(self.text_head(means), dim=1)

    def photos(self, pooled: Tensor, middle: Tensor, class_vectors: Tensor, weight: float | None = None) -> Tensor:
        """Unit vectors of photos; `weight` overrides the learned lambda of the class path."""
        named = self.path(pooled, class_vectors)
        if weight is not None:
            named = named * (weight / self.path.weight)
        own = functional.normalize(self.image_head(pooled, middle), dim=1)
        return functional.normalize(own + named, dim=1)


def contrast(photos: Tensor, sentences: Tensor, owner: Tensor, scale: Tensor) -> Tensor:
    """InfoNCE both ways with several sentences a photo; a photo's other sentences are not negatives."""
    logits = scale * photos @ sentences.T
    to_photo = functional.cross_entropy(logits.T, owner)
    own = owner[None] == torch.arange(len(photos))[:, None]
    others = logits.masked_fill(own, -torch.inf).logsumexp(1, keepdim=True)
    to_sentence = (torch.logaddexp(logits, others) - logits)[own].mean()
    return (to_photo + to_sentence) / 2


def _optimiser(space: Space, stage: Stage) -> torch.optim.Optimizer:
    space.requires_grad_(False)
    heads = [p for part in (space.image_head, space.text_head) for p in part.parameters()]
    groups = [
        {"params": heads, "lr": stage.rate, "weight_decay": stage.decay},
        {"params": [space.path.weight, space.log_scale], "lr": stage.rate, "weight_decay": 0.0},
    ]
    if stage.text_rate:
        layers = [p for layer in space.last_layers() for p in layer.parameters()]
        groups.append({"params": layers, "lr": stage.text_rate, "weight_decay": 0.01})
    for group in groups:
        for parameter in group["params"]:
            parameter.requires_grad_(True)
    return torch.optim.AdamW(groups)


def train(
    space: Space,
    stage: Stage,
    flickr: Flickr,
    photos: Photos,
    captions: Sentences,
    classes: Sentences,
    report: Callable[[int, Space], None],
) -> Space:
    """One stage; returns the running average of the weights."""
    torch.manual_seed(stage.seed)
    space.layers_trained = space.layers_trained or stage.text_rate > 0
    optimiser = _optimiser(space, stage)
    train_photos = torch.tensor(flickr.train)
    own_captions = torch.tensor(flickr.captions_of(flickr.train)).view(len(train_photos), -1)
    steps = len(train_photos) // stage.batch
    rates = [group["lr"] for group in optimiser.param_groups]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps * stage.epochs, pct_start=0.2)
    mean = AveragedModel(space, multi_avg_fn=get_ema_multi_avg_fn(stage.average))
    every_class = torch.arange(len(classes.means))
    for epoch in range(stage.epochs):
        order = torch.randperm(len(train_photos))[: steps * stage.batch]
        with torch.no_grad():
            class_vectors = space.eval().sentences(classes, every_class)
        space.train()
        for rows in order.split(stage.batch):
            view = int(torch.randint(len(photos.pooled), ()))
            which = torch.rand(own_captions[rows].shape).argsort(1)[:, : stage.captions]
            vectors = space.photos(
                photos.pooled[view][train_photos[rows]], photos.middle[view][train_photos[rows]], class_vectors
            )
            sentences = space.sentences(captions, own_captions[rows].gather(1, which).flatten())
            owner = torch.arange(len(rows)).repeat_interleave(stage.captions)
            loss = contrast(vectors, sentences, owner, space.log_scale.exp())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            mean.update_parameters(space)
        report(epoch, mean.module.eval())
    return mean.module.eval()

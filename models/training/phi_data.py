"""What the trainings of phi read: embeddings of photos and captions, before normalisation, cached."""

from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .features import photo_features
from .flickr import Flickr, read_flickr
from .phi import Reader
from .reference import load_encoders

VIEWS = 3


class PhiData:
    """Flickr8k's training and dev photos, and its training captions with COCO's."""

    def __init__(self, data: Path, work: Path) -> None:
        self.work = work
        self.flickr: Flickr = read_flickr(data)
        self.coco = (data / "coco-captions" / "captions-val2017.txt").read_text("utf8").splitlines()
        self.reader = Reader(work)

    @cached_property
    def photos(self) -> Tensor:
        """f32 [views, photos, 384]"""
        return torch.from_numpy(self._kept("phi-photos.npy", self._embed_photos))

    @cached_property
    def captions(self) -> Tensor:
        """All Flickr8k captions, f32 [captions, 384]"""
        return torch.from_numpy(self._kept("phi-captions.npy", lambda: self._embed(self.flickr.captions)))

    @cached_property
    def lessons(self) -> tuple[list[str], Tensor]:
        """The training captions, and their embeddings f32 [captions, 384]"""
        own = self.flickr.captions_of(self.flickr.train)
        coco = torch.from_numpy(self._kept("phi-coco.npy", lambda: self._embed(self.coco)))
        return [*(self.flickr.captions[i] for i in own), *self.coco], torch.cat([self.captions[own], coco])

    def some_photos(self, count: int) -> tuple[Tensor, Tensor]:
        """Numbers of different training photos, and one view of each, f32 [count, 384]"""
        train = torch.tensor(self.flickr.train)
        chosen = train[torch.randperm(len(train))[:count]]
        return chosen, self.photos[torch.randint(VIEWS, (count,)), chosen]

    def _embed_photos(self) -> np.ndarray:
        image, _ = load_encoders(self.work)
        views = []
        for view in range(VIEWS):
            cells, middle = photo_features(self.flickr.files(), view, "flickr8k", self.work)
            parts = zip(cells.split(1000), middle.split(1000), strict=True)
            with torch.inference_mode():
                views.append(torch.cat([image.join(a.float().mean(1), b.float()) for a, b in parts]).numpy())
        return np.stack(views)

    def _embed(self, texts: list[str]) -> np.ndarray:
        with torch.no_grad():
            parts = [self.reader.embed(texts[at : at + 2048]).numpy() for at in range(0, len(texts), 2048)]
        return np.concatenate(parts)

    def _kept(self, name: str, make) -> np.ndarray:
        file = self.work / name
        if not file.exists():
            partial = file.with_suffix(".partial.npy")
            np.save(partial, make())
            partial.rename(file)
        return np.load(file)

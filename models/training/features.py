"""Cached features of the frozen backbone: every photo once as it is, then mirrored, then in random crops."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from PIL import Image, ImageOps
from torch import Tensor, nn
from torch.nn import functional

from .image_encoder import MIDDLE, POOLED, Backbone
from .images import open_upright, random_view, to_pixels

CELLS = 9
"""The 9x9 grid is kept as 3x3 means; their mean is the pooled vector."""
BATCH = 8


class _Features(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.backbone = Backbone()

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        grid, middle = self.backbone(pixels)
        return functional.avg_pool2d(grid, 3).flatten(2).transpose(1, 2), middle


def backbone_session(work: Path) -> onnxruntime.InferenceSession:
    """The backbone in ONNX Runtime, which is several times faster here than PyTorch."""
    file = work / "backbone.onnx"
    if not file.exists():
        names = ["pixel_values", "cells", "middle"]
        torch.onnx.export(
            _Features().eval(),
            (torch.zeros(2, 3, 260, 260),),
            str(file),
            input_names=names[:1],
            output_names=names[1:],
            dynamic_axes={name: {0: "batch"} for name in names},
            opset_version=17,
            dynamo=False,
        )
    return onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])


def view_of(image: Image.Image, view: int, seed: int) -> Image.Image:
    """View 0 is the photo, 1 its mirror image, all others are random."""
    if view == 0:
        return image
    if view == 1:
        return ImageOps.mirror(image)
    return random_view(image, np.random.default_rng((seed, view)))


def _batches(files: list[Path], view: int) -> Iterator[np.ndarray]:
    def load(index: int) -> np.ndarray:
        return to_pixels(view_of(open_upright(files[index]), view, index))

    starts = range(0, len(files), BATCH)
    with ThreadPoolExecutor(1) as pool:
        jobs = (
            pool.submit(lambda s=s: np.stack([load(i) for i in range(s, min(s + BATCH, len(files)))])) for s in starts
        )
        ahead = next(jobs)
        for job in jobs:
            yield ahead.result()
            ahead = job
        yield ahead.result()


def photo_features(files: list[Path], view: int, name: str, work: Path) -> tuple[Tensor, Tensor]:
    """Cells f16 [n,9,1280] and middle f16 [n,680] of one view of the files, from the cache if it is there."""
    cached = work / f"{name}-view{view}.npz"
    if not cached.exists():
        session = backbone_session(work)
        cells = np.empty((len(files), CELLS, POOLED), np.float16)
        middle = np.empty((len(files), MIDDLE), np.float16)
        at = 0
        for pixels in _batches(files, view):
            part = session.run(None, {"pixel_values": pixels})
            cells[at : at + len(pixels)], middle[at : at + len(pixels)] = part
            at += len(pixels)
        partial = cached.with_suffix(".partial.npz")
        np.savez(partial, cells=cells, middle=middle)
        partial.rename(cached)
    stored = np.load(cached)
    return torch.from_numpy(stored["cells"]), torch.from_numpy(stored["middle"])

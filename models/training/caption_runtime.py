"""The finished captioner in ONNX Runtime."""

import json
from pathlib import Path

import numpy as np

from .caption_data import Words
from .runtime import session

TOP_P = 0.9
CAPTIONS = 15


def read_words(folder: Path) -> Words:
    """The word list of a pack."""
    return Words(json.loads((folder / "caption-tokens.json").read_text("utf8"))["tokens"])


def nucleus(logits: np.ndarray, rng: np.random.Generator, top_p: float = TOP_P) -> np.ndarray:
    """One word a row, drawn from the likeliest words that together reach `top_p`; temperature 1."""
    order = np.argsort(-logits, axis=1)
    sorted_logits = np.take_along_axis(logits, order, 1)
    shares = np.exp(sorted_logits - sorted_logits[:, :1])
    shares /= shares.sum(1, keepdims=True)
    before = shares.cumsum(1) - shares
    shares = np.where(before < top_p, shares, 0).cumsum(1)
    drawn = (shares < rng.random((len(logits), 1)) * shares[:, -1:]).sum(1)
    return order[np.arange(len(order)), drawn]


class CaptionRuntime:
    """caption-memory.onnx, caption-decoder.onnx and caption-tokens.json of a pack."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.memory_net = session(folder / "caption-memory.onnx", threads)
        self.decoder_net = session(folder / "caption-decoder.onnx", threads)
        self.words = read_words(folder)
        layers, _, _, heads, _, depth = self.memory_net.get_outputs()[0].shape
        self.past_shape = [layers, 2, 0, heads, 0, depth]

    def memory(self, grid: np.ndarray) -> np.ndarray:
        """What the decoder sees of one photo, from its grid f32 [1280, 9, 9]."""
        return self.memory_net.run(["memory"], {"grid": grid[None]})[0]

    def past(self, rows: int) -> np.ndarray:
        """The past before the first word."""
        return np.zeros([*self.past_shape[:2], rows, *self.past_shape[3:]], np.float32)

    def step(self, ids: np.ndarray, past: np.ndarray, memory: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Logits after one more word a row, never for the beginning, and the longer past."""
        logits, present = self.decoder_net.run(
            ["logits", "present"], {"input_ids": ids[:, None], "past": past, "memory": memory}
        )
        logits[:, self.words.begin] = -np.inf
        return logits, present

    def captions(self, grid: np.ndarray, rows: int, rng: np.random.Generator | None, longest: int = 30) -> list[str]:
        """Sentences about one photo: drawn with `rng`, or the likeliest words without."""
        memory, past = self.memory(grid), self.past(rows)
        ids = np.full(rows, self.words.begin, np.int64)
        said: list[np.ndarray] = []
        going = np.ones(rows, bool)
        while going.any() and len(said) < longest:
            logits, past = self.step(ids, past, memory)
            ids = nucleus(logits, rng) if rng else logits.argmax(1)
            going &= ids != self.words.end
            said.append(np.where(going, ids, -1))
        table = np.stack(said, 1).tolist()
        return [self.words.text(index for index in row if index >= 0) for row in table]

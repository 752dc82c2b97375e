"""What the captioner learns from: the frozen encoder's grids, cached, and captions as token ids."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from .images import open_upright, to_pixels
from .runtime import session

SIDE = 9
CHANNELS = 1280
BATCH = 8


def photo_grids(encoder: Path, files: list[Path], work: Path) -> np.ndarray:
    """Grids f16 [n, 81, 1280] of the files, from the shipped encoder's own `grid` output.

    1.7 GB for Flickr8k, read from disk as needed.
    """
    cached = work / "flickr8k-grids.npy"
    if not cached.exists():
        net = session(encoder)
        partial = cached.with_suffix(".partial.npy")
        shape = (len(files), SIDE * SIDE, CHANNELS)
        grids = np.lib.format.open_memmap(partial, "w+", np.float16, shape)
        for at in range(0, len(files), BATCH):
            part = range(at, min(at + BATCH, len(files)))
            pixels = np.stack([to_pixels(open_upright(files[index])) for index in part])
            grid = net.run(["grid"], {"pixel_values": pixels})[0]
            grids[at : at + len(part)] = grid.reshape(len(part), CHANNELS, -1).transpose(0, 2, 1)
        grids.flush()
        partial.rename(cached)
    return np.load(cached, mmap_mode="r")


PAD, UNKNOWN = -2, -1
"""No row of the word table: PAD follows a caption's end, UNKNOWN is a piece too rare to be learnt."""
MIN_COUNT = 4
MAX_TOKENS = 30


def plain(caption: str) -> str:
    """As captions are learnt and measured: lower case, no quotation marks, no final full stop."""
    words = caption.lower().replace('"', " ").split()
    while words and words[-1] == ".":
        words.pop()
    return " ".join(words).rstrip(".")


@dataclass(frozen=True)
class Words:
    """WordPiece pieces of the pack's tokenizer by frequency; ids count from 0, the last two begin and end a caption."""

    tokens: list[str]

    @property
    def begin(self) -> int:
        return len(self.tokens) - 2

    @property
    def end(self) -> int:
        return len(self.tokens) - 1

    def text(self, ids: Iterable[int]) -> str:
        """The sentence: pieces glued to the one before, hyphens and apostrophes to both sides."""
        sentence = " ".join(self.tokens[index] for index in ids).replace(" ##", "")
        for glue in GLUE:
            sentence = sentence.replace(f" {glue} ", glue)
        return sentence


GLUE = ["-", "'"]


def known_words(captions: list[str], tokenizer: Tokenizer) -> Words:
    """The pieces that occur often enough in these captions."""
    counts = Counter(piece for encoded in pieces(captions, tokenizer) for piece in encoded)
    return Words([piece for piece, count in counts.most_common() if count >= MIN_COUNT] + ["[CLS]", "[SEP]"])


def pieces(captions: list[str], tokenizer: Tokenizer) -> list[list[str]]:
    """WordPiece of every caption."""
    encoded = tokenizer.encode_batch([plain(caption) for caption in captions], add_special_tokens=False)
    return [item.tokens for item in encoded]


def caption_ids(captions: list[str], words: Words, tokenizer: Tokenizer) -> np.ndarray:
    """i64 [n, MAX_TOKENS + 2]: begin, pieces, end, PAD."""
    index = {piece: position for position, piece in enumerate(words.tokens)}
    table = np.full((len(captions), MAX_TOKENS + 2), PAD, np.int64)
    for row, encoded in zip(table, pieces(captions, tokenizer), strict=True):
        ids = [words.begin, *(index.get(piece, UNKNOWN) for piece in encoded[:MAX_TOKENS]), words.end]
        row[: len(ids)] = ids
    return table


def whole_words(captions: list[str], ids: np.ndarray) -> int:
    """Words with the end counted as one, for figures a word; those with an unknown piece count as none."""
    spoken = sum(len(plain(caption).split()) + 1 for caption in captions)
    return spoken - int((ids == UNKNOWN).sum())

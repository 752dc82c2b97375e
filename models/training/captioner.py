"""The captioner: a small transformer decoder that looks at the image encoder's 9x9 grid."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from .caption_data import CHANNELS, MAX_TOKENS, PAD, SIDE


@dataclass(frozen=True)
class Shape:
    """Sizes of the network."""

    words: int
    layers: int = 3
    width: int = 256
    heads: int = 4
    pools: tuple[int, ...] = (1, 3, 9)
    """The grid is seen as means of this many cells a side: the whole, 3x3 and every cell."""
    dropout: float = 0.2

    @property
    def cells(self) -> int:
        return sum(side * side for side in self.pools)

    @property
    def depth(self) -> int:
        return self.width // self.heads


def pooling(pools: tuple[int, ...]) -> Tensor:
    """f32 [cells, 81]: which grid cells each memory cell is the mean of."""
    rows = []
    for side in pools:
        ones = torch.eye(SIDE * SIDE).view(1, SIDE * SIDE, SIDE, SIDE)
        rows.append(functional.adaptive_avg_pool2d(ones, side)[0].flatten(1).T)
    return torch.cat(rows)


class Memory(nn.Module):
    """Grid to keys and values for every layer's look at the photo: f32 [L, 2, b, H, cells, D]."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.register_buffer("pooling", pooling(shape.pools))
        self.norm = nn.LayerNorm(CHANNELS)
        self.drop_channels = nn.Dropout1d(shape.dropout)
        self.drop = nn.Dropout(shape.dropout)
        self.project = nn.Linear(CHANNELS, shape.width)
        self.place = nn.Parameter(torch.randn(shape.cells, shape.width) * 0.02)
        self.after = nn.LayerNorm(shape.width)
        self.keys_values = nn.Linear(shape.width, shape.layers * 2 * shape.width)

    def forward(self, cells: Tensor) -> Tensor:
        """`cells` f32 [b, 81, 1280]."""
        x = self.norm(torch.log1p(self.pooling @ cells))
        x = self.drop_channels(x.transpose(1, 2)).transpose(1, 2)
        x = self.drop(self.after(self.project(x) + self.place))
        shape = self.shape
        x = self.keys_values(x).view(-1, shape.cells, shape.layers, 2, shape.heads, shape.depth)
        return x.permute(2, 3, 0, 4, 1, 5)


def look(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None) -> Tensor:
    """Attention in plain steps: on a CPU the fused one is far slower to train."""
    scores = query @ key.transpose(2, 3) * query.shape[3] ** -0.5
    return (scores if mask is None else scores + mask).softmax(3).to(value.dtype) @ value


class Layer(nn.Module):
    """Self-attention, a look at the photo, feed-forward; normalised before each."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        width = shape.width
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        self.own = nn.Linear(width, 3 * width)
        self.own_out = nn.Linear(width, width)
        self.query = nn.Linear(width, width)
        self.photo_out = nn.Linear(width, width)
        self.widen = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)
        self.drop = nn.Dropout(shape.dropout)

    def heads(self, x: Tensor, rows: int) -> Tensor:
        """[rows * t, width] to [rows, H, t, D]."""
        return x.reshape(rows, -1, self.shape.heads, self.shape.depth).transpose(1, 2)

    def forward(self, x: Tensor, memory: Tensor, past: Tensor | None, lay: "Layout") -> tuple[Tensor, Tensor]:
        """`memory` [2, photos, H, M, D]; `past` [2, rows, H, t, D]. Also returns the longer past."""
        own = lay.spread(self.own(self.norms[0](x)))
        query, key, value = (self.heads(part, lay.rows) for part in own.chunk(3, 1))
        present = torch.stack([key, value])
        if past is not None:
            present = torch.cat([past, present], 3)
        seen = look(query, present[0], present[1], lay.mask)
        x = x + self.drop(self.own_out(lay.pack(seen)))
        query = self.heads(lay.spread(self.query(self.norms[1](x))), memory.shape[1])
        seen = look(query, memory[0], memory[1])
        x = x + self.drop(self.photo_out(lay.pack(seen)))
        return x + self.drop(self.narrow(functional.gelu(self.widen(self.norms[2](x))))), present


class Layout:
    """Where words stand in their sentences. Only the places in `index` of all rows * t hold a word; None: all do."""

    def __init__(self, rows: int, places: int, index: Tensor | None = None) -> None:
        self.rows, self.places, self.index = rows, places, index
        self.mask = None if index is None else torch.full((places, places), -torch.inf).triu(1)

    def spread(self, x: Tensor) -> Tensor:
        """Words to all places, nothing where there is no word."""
        if self.index is None:
            return x
        return x.new_zeros(self.rows * self.places, x.shape[1]).index_copy(0, self.index, x)

    def pack(self, x: Tensor) -> Tensor:
        """[.., H, .., D] of all places to [words, width]."""
        flat = x.transpose(1, 2).flatten(2).flatten(0, 1)
        return flat if self.index is None else flat[self.index]


class Decoder(nn.Module):
    """Words so far and a photo's memory to the next word."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Parameter(torch.randn(shape.words, shape.width) * 0.05)
        self.unknown = nn.Parameter(torch.zeros(1, shape.width))
        self.places = nn.Parameter(torch.randn(MAX_TOKENS + 1, shape.width) * 0.02)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = nn.LayerNorm(shape.width)
        self.drop = nn.Dropout(shape.dropout)
        self.register_buffer("no_bias", torch.zeros(shape.words), persistent=False)

    def sentences(self, ids: Tensor, memory: Tensor) -> Tensor:
        """Logits [words, V] after every word of `ids` [b, t] that is not PAD; captions of a photo are neighbours."""
        index = (ids != PAD).flatten().nonzero()[:, 0]
        lay = Layout(*ids.shape, index)
        table = torch.cat([self.words, self.unknown])
        x = table[ids.flatten()[index]] + self.places[index % ids.shape[1]]
        x = self.drop(x)
        for layer, part in zip(self.layers, memory, strict=True):
            x, _ = layer(x, part, None, lay)
        return functional.linear(self.norm(x), self.words)

    def forward(self, ids: Tensor, past: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
        """One word more: `ids` [b, 1], `past` [L, 2, b, H, t, D] to logits [b, V] and the longer past.

        With a bias the exported graph keeps one word table for both of its uses.
        """
        x = functional.embedding(ids[:, 0], self.words) + self.places[past.shape[4]]
        lay = Layout(ids.shape[0], 1)
        grown = []
        for index, layer in enumerate(self.layers):
            x, present = layer(x, memory[index], past[index], lay)
            grown.append(present)
        return functional.linear(self.norm(x), self.words, self.no_bias), torch.stack(grown)


class Captioner(nn.Module):
    """Both halves, as they are trained."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.memory = Memory(shape)
        self.decoder = Decoder(shape)

    def empty_past(self, rows: int) -> Tensor:
        """The past before the first word."""
        return torch.zeros(self.shape.layers, 2, rows, self.shape.heads, 0, self.shape.depth)

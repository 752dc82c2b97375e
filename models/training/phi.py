"""The network phi, which makes of an embedding the token that stands for it in a sentence, and the sentence encoder that reads it."""

from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from .export import export_graph
from .quantise import shrink_matrices
from .text_encoder import WIDTH, MiniLM, TextEncoder, TextHead, load_tokenizer, tokenize

MARK = "$"
PHOTO = "a photo of $"
EDITED = "a photo of $ that {}"
NEAR = 64
"""Sentences of like length that run as one tensor: little padding, little waste."""


class Phi(nn.Sequential):
    """Embedding before normalisation -> word embedding. Linear(d, 4d) GELU Linear(4d, 4d) GELU Linear(4d, width)."""

    def __init__(self, dims: int = WIDTH, dropout: float = 0.2) -> None:
        super().__init__(
            nn.Linear(dims, 4 * dims), nn.GELU(), nn.Dropout(dropout),
            nn.Linear(4 * dims, 4 * dims), nn.GELU(), nn.Dropout(dropout),
            nn.Linear(4 * dims, WIDTH),
        )  # fmt: skip


class Reader:
    """The trained sentence encoder, with pseudo tokens in the place of every mark; nothing of it is trained here."""

    def __init__(self, work: Path) -> None:
        _, weights = torch.load(work / "encoders.pt", weights_only=True)
        self.encoder = TextEncoder(MiniLM(), TextHead(len(weights["head.mlp.0.bias"])))
        self.encoder.load_state_dict(weights)
        self.encoder.eval().requires_grad_(False)
        self.tokenizer: Tokenizer = load_tokenizer()
        self.mark = self.tokenizer.token_to_id(MARK)

    def embed(self, texts: list[str], tokens: Tensor | None = None, exact: bool = False) -> Tensor:
        """f_t before normalisation, f32 [b, 384]; tokens f32 [b, 384], one for each text. Trains in half precision unless `exact`."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        rows = []
        for at in range(0, len(texts), NEAR):
            part = order[at : at + NEAR]
            ids, mask = tokenize(self.tokenizer, [texts[i] for i in part])
            rows.append(self.embed_ids(ids, mask, None if tokens is None else tokens[part], exact))
        back = torch.tensor(order).argsort()
        return torch.cat(rows)[back]

    def embed_ids(self, ids: Tensor, mask: Tensor, tokens: Tensor | None, exact: bool) -> Tensor:
        """The same for token ids and their mask, i64 [b, s]."""
        body = self.encoder.body
        with torch.autocast("cpu", torch.bfloat16, enabled=torch.is_grad_enabled() and not exact):
            words = body.words(ids)
            if tokens is not None:
                words = torch.where((ids == self.mark)[:, :, None], tokens.float()[:, None], words)
            x = body.norm(words + body.kind + body.positions(torch.arange(ids.shape[1]))[None])
            return self.encoder.finish(x, mask).float()

    def usual_word(self, texts: list[str]) -> Tensor:
        """The mean word embedding of some texts, f32 [384]."""
        ids, _ = tokenize(self.tokenizer, texts)
        return self.encoder.body.words(ids[ids > 999]).mean(0)


class SmallPhi(nn.Sequential):
    """Pic2Word's: three linear maps of 512 hidden values with ReLU."""

    def __init__(self, hidden: int = 512, dropout: float = 0.1) -> None:
        super().__init__(
            nn.Linear(WIDTH, hidden), nn.Dropout(dropout), nn.ReLU(),
            nn.Linear(hidden, hidden), nn.Dropout(dropout), nn.ReLU(),
            nn.Linear(hidden, WIDTH),
        )  # fmt: skip


def start_as(phi: nn.Sequential, word: Tensor) -> None:
    """Makes a network give one word for everything, f32 [384]: training begins where the encoder expects a word to be."""
    nn.init.zeros_(phi[-1].weight)
    phi[-1].bias.data = word.clone()


class SetEncoder(nn.Module):
    """PALAVRA's: sets of one photo f32 [b, 384], or of several [b, photos, 384] -> tokens [b, 384]."""

    def __init__(self, hidden: int = 512, dropout: float = 0.1) -> None:
        super().__init__()
        self.each = nn.Sequential(nn.Linear(WIDTH, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, hidden), nn.GELU())
        self.whole = nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, WIDTH))

    def forward(self, photos: Tensor) -> Tensor:
        each = self.each(photos)
        return self.whole(each if photos.dim() == 2 else each.mean(1))


def load_phi(name: str, work: Path) -> nn.Module:
    """What the last training of that name left in the work folder."""
    phi = {"pic2word": SmallPhi, "palavra": SetEncoder}.get(name, Phi)()
    phi.load_state_dict(torch.load(work / f"phi-{name}.pt", weights_only=True))
    return phi.eval()


def export_phi(phi: nn.Module, name: str, work: Path, out: Path) -> None:
    """Graph: embedding f32 [b, 384] -> token f32 [b, 384]. Weights in 8 bits in `out`, in f32 in `work`."""
    rows = {0: "batch"}
    whole = work / f"phi-{name}-f32.onnx"
    export_graph(phi, (torch.zeros(2, WIDTH),), {"embedding": rows}, {"token": rows}, whole)
    shrink_matrices(whole, out / f"phi-{name}.onnx")

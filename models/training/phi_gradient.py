"""
The gradient of the loss by a token, as an ONNX graph: what finds the token of one photo by descent (SEARLE-OTI, PALAVRA).
loss = 1 - cos(f_t(template with the token at its mark), f_v(photo)). Forward and backward stand side by side, written out, so
that the graph holds plain operations. Its 8 bit weights are those of the text encoder's own file and are not stored again.
"""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import onnx
import torch
from onnx import ModelProto, TensorProto, external_data_helper, numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from .export import export_graph
from .phi import PHOTO, Reader
from .phi_inversion import GRADIENT
from .quantise import shrunk_gradient
from .text_encoder import HEADS, WIDTH, Layer, TextEncoder, tokenize

Back = Callable[[Tensor], Tensor]
"""From the gradient by an output to the gradient by its input"""
SHARED = 16_384
"""Constants of at least as many bytes lie in the text encoder's file."""


def linear(layer: nn.Linear, x: Tensor) -> tuple[Tensor, Back]:
    """One orientation of the matrix serves both ways: the one that the text encoder's file has."""
    if x.dim() == 2:
        return functional.linear(x, layer.weight, layer.bias), lambda g: g @ layer.weight
    return x @ layer.turned + layer.bias, lambda g: g @ layer.turned.T


def norm(layer: nn.LayerNorm, x: Tensor) -> tuple[Tensor, Back]:
    centred = x - x.mean(-1, keepdim=True)
    inverse = (centred.square().mean(-1, keepdim=True) + layer.eps).rsqrt()
    unit = centred * inverse

    def back(g: Tensor) -> Tensor:
        g = g * layer.weight
        return inverse * (g - g.mean(-1, keepdim=True) - unit * (g * unit).mean(-1, keepdim=True))

    return unit * layer.weight + layer.bias, back


def gelu(x: Tensor) -> tuple[Tensor, Back]:
    below = 0.5 * (1 + torch.erf(x * 0.5**0.5))
    return x * below, lambda g: g * (below + x * torch.exp(-0.5 * x * x) * 0.3989422804014327)


def attention(query: Tensor, key: Tensor, value: Tensor) -> tuple[Tensor, Callable[[Tensor], tuple[Tensor, Tensor, Tensor]]]:
    """All [b, heads, s, width of a head]"""
    scale = query.shape[-1] ** -0.5
    shares = ((query @ key.transpose(2, 3)) * scale).softmax(-1)

    def back(g: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        by_share = g @ value.transpose(2, 3)
        by_score = shares * (by_share - (by_share * shares).sum(-1, keepdim=True)) * scale
        return by_score @ key, by_score.transpose(2, 3) @ query, shares.transpose(2, 3) @ g

    return shares @ value, back


def split(x: Tensor) -> Tensor:
    return x.view(x.shape[0], x.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)


def join(x: Tensor) -> Tensor:
    x = x.transpose(1, 2)
    return x.reshape(x.shape[0], x.shape[1], WIDTH)


def run_layer(layer: Layer, x: Tensor) -> tuple[Tensor, Back]:
    (query, by_query), (key, by_key), (value, by_value) = (linear(part, x) for part in (layer.query, layer.key, layer.value))
    mixed, by_mixed = attention(split(query), split(key), split(value))
    out, by_out = linear(layer.out, join(mixed))
    middle, by_middle = norm(layer.norm_attention, x + out)
    up, by_up = linear(layer.up, middle)
    bent, by_bent = gelu(up)
    down, by_down = linear(layer.down, bent)
    end, by_end = norm(layer.norm, middle + down)

    def back(g: Tensor) -> Tensor:
        g = by_end(g)
        g = by_middle(g + by_up(by_bent(by_down(g))))
        query, key, value = (join(part) for part in by_mixed(split(by_out(g))))
        return g + by_query(query) + by_key(key) + by_value(value)

    return end, back


class TokenGradient(nn.Module):
    """Tokens f32 [b, 384], image embeddings f32 [b, 384], ids of the template i64 [s] -> losses [b], gradients [b, 384]."""

    def __init__(self, encoder: TextEncoder, mark: int) -> None:
        super().__init__()
        self.encoder, self.mark = deepcopy(encoder), mark
        for layer in self.encoder.modules():
            if isinstance(layer, nn.Linear):
                layer.register_buffer("turned", layer.weight.detach().T.contiguous())

    def forward(self, tokens: Tensor, images: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
        body, head = self.encoder.body, self.encoder.head
        here = (ids == self.mark)[None, :, None]
        words = torch.where(here, tokens[:, None], body.words(ids)[None])
        x, by_words = norm(body.norm, words + body.kind + body.positions.weight[: ids.shape[0]])
        backs = []
        for layer in body.layers:
            x, back = run_layer(layer, x)
            backs.append(back)
        pooled, by_pooled = norm(head.norm, x.mean(1))
        straight, by_straight = linear(head.linear, pooled)
        up, by_up = linear(head.mlp[0], pooled)
        bent, by_bent = gelu(up)
        down, by_down = linear(head.mlp[3], bent)
        losses, g = self.far(straight + down, images)
        g = by_pooled(by_straight(g) + by_up(by_bent(by_down(g))))
        g = (g / ids.shape[0])[:, None].expand(x.shape)
        for back in reversed(backs):
            g = back(g)
        return losses, (by_words(g) * here).sum(1)

    def far(self, sentences: Tensor, images: Tensor) -> tuple[Tensor, Tensor]:
        """1 - cosine, and its gradient by the sentences"""
        length = sentences.square().sum(1, keepdim=True).sqrt()
        goal = images / images.square().sum(1, keepdim=True).sqrt()
        unit = sentences / length
        cosine = (unit * goal).sum(1, keepdim=True)
        return 1 - cosine[:, 0], (cosine * unit - goal) / length


def export_gradient(reader: Reader, work: Path, out: Path) -> None:
    """Graph beside the text encoder: token, image, template -> loss, gradient."""
    ids, _ = tokenize(reader.tokenizer, [PHOTO])
    sample = (torch.ones(2, WIDTH), torch.ones(2, WIDTH), ids[0])
    row = {0: "batch"}
    whole = work / "token-gradient-f32.onnx"
    inputs = {"token": row, "image": row, "template": {0: "sequence"}}
    export_graph(TokenGradient(reader.encoder, reader.mark), sample, inputs, {"loss": row, "gradient": row}, whole, fold=False)
    model = shrunk_gradient(whole)
    share_constants(model, out / "text-encoder.onnx")
    onnx.save(model, out / GRADIENT)
    onnx.checker.check_model(str(out / GRADIENT))


def share_constants(model: ModelProto, owner: Path) -> None:
    """Large 8 bit constants become the place in the other file where the same bytes lie."""
    stored = owner.read_bytes()
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.INT8 or len(tensor.raw_data) < SHARED:
            continue
        at = stored.find(tensor.raw_data)
        if at < 0:
            raise ValueError(f"{tensor.name} of {numpy_helper.to_array(tensor).shape} does not lie in {owner}")
        external_data_helper.set_external_data(tensor, owner.name, offset=at, length=len(tensor.raw_data))
        tensor.ClearField("raw_data")

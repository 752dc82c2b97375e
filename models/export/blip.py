"""
BLIP in two graphs:
  vision_model   pixel_values -> cross.N.{key,value}: what every layer of the decoder looks at, computed once for a photo
  text_decoder   input_ids, position_ids, cross.*, past_key_values.N.* -> logits, present.N.*
"""

import math
from pathlib import Path

import torch

from .decoder import attend, cache_axes, cache_names, causal, split
from .onnx_files import Graph, keep


class Vision(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.vision, self.layers = model.vision_model, model.text_decoder.bert.encoder.layer

    def forward(self, pixel_values):
        image = self.vision(pixel_values).last_hidden_state
        crosses = [layer.crossattention.self for layer in self.layers]
        return tuple(split(part(image), cross.num_attention_heads) for cross in crosses for part in (cross.key, cross.value))


class Decoder(torch.nn.Module):
    """BERT as a decoder. tensors: cross keys and values, then the past's."""

    def __init__(self, model):
        super().__init__()
        self.bert, self.cls = model.text_decoder.bert, model.text_decoder.cls

    def forward(self, input_ids, position_ids, *tensors):
        crosses, past = tensors[: len(tensors) // 2], tensors[len(tensors) // 2 :]
        embeddings = self.bert.embeddings
        rows = embeddings.LayerNorm(embeddings.word_embeddings(input_ids) + embeddings.position_embeddings(position_ids))
        mask = causal(position_ids, past[0].shape[2] + input_ids.shape[1])
        present = []
        for index, layer in enumerate(self.bert.encoder.layer):
            own = layer.attention.self
            keys = torch.cat([past[2 * index], split(own.key(rows), own.num_attention_heads)], 2)
            values = torch.cat([past[2 * index + 1], split(own.value(rows), own.num_attention_heads)], 2)
            present += [keys, values]
            rows = layer.attention.output(attend(self._query(own, rows), keys, values, mask), rows)
            cross = layer.crossattention.self
            seen = attend(self._query(cross, rows), crosses[2 * index], crosses[2 * index + 1])
            rows = layer.crossattention.output(seen, rows)
            rows = layer.output(layer.intermediate(rows), rows)
        return self.cls(rows), *present

    def _query(self, attention, rows):
        return split(attention.query(rows) / math.sqrt(attention.attention_head_size), attention.num_attention_heads)


def export(model, folder: Path) -> list[Graph]:
    """model: BlipForConditionalGeneration in 32 bits with eager attention. Both graphs are compared with PyTorch."""
    text = model.config.text_config
    layers, heads, size = text.num_hidden_layers, text.num_attention_heads, text.hidden_size // text.num_attention_heads
    side = model.config.vision_config.image_size
    pixels = {"pixel_values": torch.randn(1, 3, side, side)}
    crosses = cache_names("cross", layers)
    vision = keep(Graph(folder / "vision_model.onnx", Vision(model), pixels, crosses), {"pixel_values": {0: "batch_size"}})
    with torch.no_grad():
        seen = Vision(model)(*pixels.values())
    inputs = {
        "input_ids": torch.randint(5, 20, (2, 4)),
        "position_ids": torch.arange(3, 7)[None].expand(2, -1).contiguous(),
        **dict(zip(crosses, seen)),
        **{name: torch.randn(2, heads, 3, size) for name in cache_names("past_key_values", layers)},
    }
    outputs = ["logits", *cache_names("present", layers)]
    tokens = {0: "batch_size", 1: "length"}
    axes = {"input_ids": tokens, "position_ids": tokens, "logits": tokens, **cache_axes("past_key_values", layers), **cache_axes("present", layers)}
    return [vision, keep(Graph(folder / "text_decoder.onnx", Decoder(model), inputs, outputs), axes)]


def load(name: str):
    from transformers import BlipForConditionalGeneration

    return BlipForConditionalGeneration.from_pretrained(name, attn_implementation="eager", dtype=torch.float32)

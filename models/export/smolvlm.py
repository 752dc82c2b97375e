"""
SmolVLM (Idefics3) in three graphs, as the hub has them:
  vision_encoder        pixel_values [batch, images, 3, side, side], pixel_attention_mask (bool) -> image_features [images, places, width]
  embed_tokens          input_ids -> inputs_embeds
  decoder_model_merged  inputs_embeds, attention_mask, position_ids, past_key_values.N.{key,value} -> logits, present.N.{key,value}
"""

from pathlib import Path

import torch

from .decoder import attend, cache_axes, cache_names, causal, split
from .onnx_files import Graph, keep


class Vision(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.vision, self.connector = model.model.vision_model, model.model.connector

    def forward(self, pixel_values, pixel_attention_mask):
        pixels = pixel_values.flatten(0, 1)
        seen = torch.nn.functional.max_pool2d(pixel_attention_mask.flatten(0, 1)[:, None].float(), self.vision.patch_size)[:, 0] > 0
        rows = embedded(self.vision.embeddings, pixels, seen)
        mask = hidden(seen.flatten(1))
        for layer in self.vision.encoder.layers:
            rows = layer(rows, mask)
        return self.connector(self.vision.post_layernorm(rows))


def embedded(embeddings, pixels, seen):
    """As Idefics3VisionEmbeddings does it, without bucketize, which ONNX lacks: a part's place is where it lies in what is seen of the photo."""
    side = embeddings.num_patches_per_side
    edges = torch.arange(1 / side, 1.0, 1 / side)

    def places(count, most: int):
        shares = (torch.arange(most, dtype=torch.float32) * (1.0 / count)[:, None]).clamp(max=1.0 - 1e-6)
        return (shares[..., None] >= edges).long().sum(-1)

    rows, columns = places(seen[:, :, 0].float().sum(1), seen.shape[1]), places(seen[:, 0].float().sum(1), seen.shape[2])
    at = (rows[:, :, None] * side + columns[:, None]) * seen.long()
    return embeddings.patch_embedding(pixels).flatten(2).transpose(1, 2) + embeddings.position_embedding(at.flatten(1))


class Decoder(torch.nn.Module):
    """past: two tensors a layer, see cache_names."""

    def __init__(self, model):
        super().__init__()
        self.text, self.lm_head = model.model.text_model, model.lm_head

    def forward(self, inputs_embeds, attention_mask, position_ids, *past):
        turns = self.text.rotary_emb(inputs_embeds, position_ids)
        mask = causal(position_ids, attention_mask.shape[1]) + hidden(attention_mask)
        rows, present = inputs_embeds, []
        for index, layer in enumerate(self.text.layers):
            rows, keys, values = step(layer, rows, turns, mask, *past[2 * index : 2 * index + 2])
            present += [keys, values]
        return self.lm_head(self.text.norm(rows)), *present


def step(layer, rows, turns, mask, before_keys, before_values):
    """One layer of a llama: -> rows, and the cache with what came in."""
    from transformers.models.llama.modeling_llama import apply_rotary_pos_emb, repeat_kv

    attention = layer.self_attn
    heads = attention.config.num_key_value_heads
    read = layer.input_layernorm(rows)
    query, keys = split(attention.q_proj(read), attention.config.num_attention_heads), split(attention.k_proj(read), heads)
    query, keys = apply_rotary_pos_emb(query, keys, *turns)
    keys, values = torch.cat([before_keys, keys], 2), torch.cat([before_values, split(attention.v_proj(read), heads)], 2)
    group = attention.num_key_value_groups
    found = attend(query * attention.scaling, repeat_kv(keys, group), repeat_kv(values, group), mask)
    rows = rows + attention.o_proj(found)
    return rows + layer.mlp(layer.post_attention_layernorm(rows)), keys, values


def hidden(mask):
    """batch x places of 1 and 0 -> what is added to the scores; half of the least number, for a sum of two must stay one."""
    return ((1 - mask.float()) * (torch.finfo(torch.float32).min / 2))[:, None, None]


def export(model, folder: Path) -> list[Graph]:
    """model: Idefics3ForConditionalGeneration in 32 bits with eager attention."""
    side, text = model.config.vision_config.image_size, model.config.text_config
    images = {0: "batch_size", 1: "num_images"}
    pixels = {"pixel_values": torch.randn(1, 2, 3, side, side), "pixel_attention_mask": torch.ones(1, 2, side, side, dtype=torch.bool)}
    axes = {**dict.fromkeys(pixels, images), "image_features": {0: "total_images"}}
    vision = keep(Graph(folder / "vision_encoder.onnx", Vision(model), pixels, ["image_features"]), axes)
    tokens = {0: "batch_size", 1: "sequence_length"}
    ids = {"input_ids": torch.tensor([[2, 5, 6]])}
    embed = Graph(folder / "embed_tokens.onnx", model.get_input_embeddings(), ids, ["inputs_embeds"])
    keep(embed, {"input_ids": tokens, "inputs_embeds": tokens})
    layers, shape = text.num_hidden_layers, (2, text.num_key_value_heads, 3, text.head_dim)
    before = {name: torch.randn(shape) for name in cache_names("past_key_values", layers)}
    given = {"inputs_embeds": torch.randn(2, 4, text.hidden_size), "attention_mask": torch.ones(2, 7, dtype=torch.long),
             "position_ids": torch.arange(3, 7).repeat(2, 1), **before}
    outputs = ["logits", *cache_names("present", layers)]
    open_axes = {**dict.fromkeys(["inputs_embeds", "position_ids", "logits"], tokens), "attention_mask": {0: "batch_size", 1: "total_length"},
                 **cache_axes("past_key_values", layers), **cache_axes("present", layers)}
    return [vision, embed, keep(Graph(folder / "decoder_model_merged.onnx", Decoder(model), given, outputs), open_axes)]


def load(name: str):
    from transformers import Idefics3ForConditionalGeneration

    return Idefics3ForConditionalGeneration.from_pretrained(name, attn_implementation="eager", dtype=torch.float32)

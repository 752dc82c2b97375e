"""
BLIP-2 with OPT in four graphs:
  vision_encoder  pixel_values -> image_embeds
  qformer         image_embeds -> visual_prefix, the image as the first words
  embed_tokens    input_ids -> inputs_embeds
  decoder_model   inputs_embeds, position_ids, past_key_values.N.{key,value} -> logits, present.N.{key,value}
"""

from pathlib import Path

import torch

from .decoder import attend, cache_axes, cache_names, causal, split
from .onnx_files import MOST_BYTES, Graph, keep


class Vision(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.vision = model.vision_model

    def forward(self, pixel_values):
        return self.vision(pixel_values).last_hidden_state


class QFormer(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.query, self.qformer, self.projection = model.query_tokens, model.qformer, model.language_projection

    def forward(self, image_embeds):
        query = self.query.expand(image_embeds.shape[0], -1, -1)
        return self.projection(self.qformer(query_embeds=query, encoder_hidden_states=image_embeds).last_hidden_state)


class Decoder(torch.nn.Module):
    """OPT, layer norm first. past: one tensor for each name of cache_names."""

    def __init__(self, model):
        super().__init__()
        self.decoder, self.lm_head = model.model.decoder, model.lm_head

    def forward(self, inputs_embeds, position_ids, *past):
        decoder = self.decoder
        rows = decoder.project_in(inputs_embeds) if decoder.project_in is not None else inputs_embeds
        positions = decoder.embed_positions
        rows = rows + torch.nn.functional.embedding(position_ids + positions.offset, positions.weight)
        mask = causal(position_ids, past[0].shape[2] + inputs_embeds.shape[1])
        present = []
        for index, layer in enumerate(decoder.layers):
            attention = layer.self_attn
            normed = layer.self_attn_layer_norm(rows)
            query = split(attention.q_proj(normed) * attention.scaling, attention.num_heads)
            keys = torch.cat([past[2 * index], split(attention.k_proj(normed), attention.num_heads)], 2)
            values = torch.cat([past[2 * index + 1], split(attention.v_proj(normed), attention.num_heads)], 2)
            present += [keys, values]
            rows = rows + attention.out_proj(attend(query, keys, values, mask))
            rows = rows + layer.fc2(layer.activation_fn(layer.fc1(layer.final_layer_norm(rows))))
        rows = decoder.final_layer_norm(rows) if decoder.final_layer_norm is not None else rows
        rows = decoder.project_out(rows) if decoder.project_out is not None else rows
        return self.lm_head(rows), *present


def export(model, folder: Path, most_bytes: int = MOST_BYTES) -> list[Graph]:
    """model: Blip2ForConditionalGeneration in 32 bits with eager attention. Each graph is compared with PyTorch."""
    config = model.config
    text = config.text_config
    layers, heads = text.num_hidden_layers, text.num_attention_heads
    side = config.vision_config.image_size
    batch = {0: "batch_size"}
    pixels = torch.randn(1, 3, side, side)
    with torch.no_grad():
        image = Vision(model)(pixels)
    encoder = Graph(folder / "vision_encoder.onnx", Vision(model), {"pixel_values": pixels}, ["image_embeds"])
    qformer = Graph(folder / "qformer.onnx", QFormer(model), {"image_embeds": image}, ["visual_prefix"])
    ids = {"input_ids": torch.tensor([[2, 5, 6]])}
    tokens = {0: "batch_size", 1: "length"}
    embed = Graph(folder / "embed_tokens.onnx", model.get_input_embeddings(), ids, ["inputs_embeds"])
    size = text.hidden_size // heads
    inputs = {
        "inputs_embeds": torch.randn(2, 4, text.word_embed_proj_dim),
        "position_ids": torch.arange(3, 7)[None].expand(2, -1).contiguous(),
        **{name: torch.randn(2, heads, 3, size) for name in cache_names("past_key_values", layers)},
    }
    outputs = ["logits", *cache_names("present", layers)]
    axes = {"inputs_embeds": tokens, "position_ids": tokens, "logits": tokens, **cache_axes("past_key_values", layers), **cache_axes("present", layers)}
    decoder = Graph(folder / "decoder_model.onnx", Decoder(model.language_model), inputs, outputs)
    open_axes = {"pixel_values": batch}, {"image_embeds": batch}, {"input_ids": tokens, "inputs_embeds": tokens}, axes
    return [keep(one, dynamic, most_bytes) for one, dynamic in zip([encoder, qformer, embed, decoder], open_axes)]


def load(name: str):
    from transformers import Blip2ForConditionalGeneration

    return Blip2ForConditionalGeneration.from_pretrained(name, attn_implementation="eager", dtype=torch.float32)

"""
Florence-2 in four graphs, as the hub has them:
  vision_encoder        pixel_values -> image_features: one place for the whole photo, then one for each of its parts
  embed_tokens          input_ids -> inputs_embeds
  encoder_model         inputs_embeds, attention_mask -> last_hidden_state
  decoder_model_merged  inputs_embeds, encoder_hidden_states, encoder_attention_mask, use_cache_branch,
                        past_key_values.N.{decoder,encoder}.{key,value} -> logits, present.N.{decoder,encoder}.{key,value}
"""

from dataclasses import replace
from pathlib import Path

import torch

from . import onnx_files
from .branches import join_branches
from .decoder import attend, causal, split
from .onnx_files import Graph, keep


class Vision(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.tower, self.projector = model.model.vision_tower, model.model.multi_modal_projector

    def forward(self, pixel_values):
        return self.projector(self.tower(pixel_values).last_hidden_state)


class Encoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.encoder = model.model.language_model.encoder

    def forward(self, inputs_embeds, attention_mask):
        rows = begin(self.encoder, inputs_embeds, torch.arange(inputs_embeds.shape[1])[None])
        mask = visible(attention_mask)
        for layer in self.encoder.layers:
            rows = own_step(layer, rows, *keys_and_values(layer.self_attn, rows), mask)
            rows = words_step(layer, rows)
        return rows


class Decoder(torch.nn.Module):
    """has_cache: past holds four tensors a layer, see cache_names; without it they are all computed."""

    def __init__(self, model, has_cache: bool):
        super().__init__()
        self.decoder, self.lm_head, self.has_cache = model.model.language_model.decoder, model.lm_head, has_cache

    def forward(self, encoder_attention_mask, encoder_hidden_states, inputs_embeds, *past):
        before = past[0].shape[2] if self.has_cache else 0
        places = (before + torch.arange(inputs_embeds.shape[1]))[None]
        rows = begin(self.decoder, inputs_embeds, places)
        later, hidden = causal(places, before + inputs_embeds.shape[1]), visible(encoder_attention_mask)
        present = []
        for index, layer in enumerate(self.decoder.layers):
            keys, values = keys_and_values(layer.self_attn, rows)
            if self.has_cache:
                seen = past[4 * index + 2 : 4 * index + 4]
                keys, values = torch.cat([past[4 * index], keys], 2), torch.cat([past[4 * index + 1], values], 2)
                present += [keys, values]
            else:
                seen = keys_and_values(layer.encoder_attn, encoder_hidden_states)
                present += [keys, values, *seen]
            rows = own_step(layer, rows, keys, values, later)
            found = attend(query(layer.encoder_attn, rows), *seen, hidden)
            rows = layer.encoder_attn_layer_norm(rows + layer.encoder_attn.out_proj(found))
            rows = words_step(layer, rows)
        return self.lm_head(rows), *present


def begin(coder, embeds, places):
    """BART's table of places begins with two that nobody uses."""
    table = coder.embed_positions
    return coder.layernorm_embedding(embeds + torch.nn.functional.embedding(places + table.offset, table.weight))


def visible(mask):
    """batch x places of 1 and 0 -> what is added to the scores"""
    return ((1 - mask) * torch.finfo(torch.float32).min)[:, None, None]


def query(attention, rows):
    return split(attention.q_proj(rows) * attention.scaling, attention.num_heads)


def keys_and_values(attention, rows):
    return [split(part(rows), attention.num_heads) for part in (attention.k_proj, attention.v_proj)]


def own_step(layer, rows, keys, values, mask):
    found = attend(query(layer.self_attn, rows), keys, values, mask)
    return layer.self_attn_layer_norm(rows + layer.self_attn.out_proj(found))


def words_step(layer, rows):
    return layer.final_layer_norm(rows + layer.fc2(layer.activation_fn(layer.fc1(rows))))


def cache_names(prefix: str, layers: int, coders=("decoder", "encoder")) -> list[str]:
    return [f"{prefix}.{layer}.{coder}.{part}" for layer in range(layers) for coder in coders for part in ("key", "value")]


def cache_axes(names: list[str]) -> dict:
    return {name: {0: "batch_size", 2: "encoder_length" if ".encoder." in name else f"{name.split('.')[0]}_length"} for name in names}


def export(model, folder: Path, side: int = 768) -> None:
    """model: Florence2ForConditionalGeneration in 32 bits with eager attention; side: of its photos, in pixels."""
    batch, tokens = {0: "batch_size"}, {0: "batch_size", 1: "length"}
    places = {0: "batch_size", 1: "encoder_length"}
    pixels = {"pixel_values": torch.randn(1, 3, side, side)}
    keep(Graph(folder / "vision_encoder.onnx", Vision(model), pixels, ["image_features"]), {"pixel_values": batch})
    ids = {"input_ids": torch.tensor([[2, 5, 6]])}
    embed = Graph(folder / "embed_tokens.onnx", model.get_input_embeddings(), ids, ["inputs_embeds"])
    keep(embed, {"input_ids": tokens, "inputs_embeds": tokens})
    text = model.config.text_config
    width = text.d_model
    mask = torch.ones(2, 7, dtype=torch.long)
    mask[1, 5:] = 0
    read = {"inputs_embeds": torch.randn(2, 7, width), "attention_mask": mask}
    axes = {"inputs_embeds": places, "attention_mask": places, "last_hidden_state": places}
    keep(Graph(folder / "encoder_model.onnx", Encoder(model), read, ["last_hidden_state"]), axes)
    _decoder(model, {"encoder_attention_mask": mask, "encoder_hidden_states": torch.randn(2, 7, width)}, folder)


def _decoder(model, encoder: dict, folder: Path) -> None:
    """Two graphs become one that chooses: without a cache, and with one, where what is looked at is not given out again."""
    text = model.config.text_config
    layers, heads, size = text.decoder_layers, text.decoder_attention_heads, text.d_model // text.decoder_attention_heads
    lengths = {"decoder": 3, "encoder": encoder["encoder_attention_mask"].shape[1]}
    past = {name: torch.randn(2, heads, lengths[name.split(".")[2]], size) for name in cache_names("past_key_values", layers)}
    whole, grown = cache_names("present", layers), cache_names("present", layers, ["decoder"])
    tokens = {0: "batch_size", 1: "length"}
    open_axes = {name: {0: "batch_size", 1: "encoder_length"} for name in encoder}
    axes = {**open_axes, "inputs_embeds": tokens, "logits": tokens, **cache_axes([*past, *whole])}
    first = {**encoder, "inputs_embeds": torch.randn(2, 4, text.d_model)}
    later = {**encoder, "inputs_embeds": torch.randn(2, 1, text.d_model), **past}
    begins = Graph(folder / "decoder_first.onnx", Decoder(model, False), first, ["logits", *whole])
    goes_on = Graph(folder / "decoder_later.onnx", Decoder(model, True), later, ["logits", *grown])
    for one in (begins, goes_on):
        onnx_files.write(one, axes)
    target = join_branches(begins.file, goes_on.file, folder / "decoder_model_merged.onnx")
    without, with_cache = {"use_cache_branch": torch.tensor([False])}, {"use_cache_branch": torch.tensor([True])}
    empty = {name: tensor[:, :, :0] for name, tensor in past.items()}
    onnx_files.compare(replace(begins, file=target), {**without, **empty})
    onnx_files.compare(replace(goes_on, file=target), with_cache)


def load(name: str):
    from transformers import Florence2ForConditionalGeneration

    return Florence2ForConditionalGeneration.from_pretrained(name, attn_implementation="eager", dtype=torch.float32)

"""CLIP in the form of the hub's files: text_model.onnx (input_ids) and vision_model.onnx (pixel_values)."""

from pathlib import Path

import torch

from .onnx_files import Graph, keep


class TextModel(torch.nn.Module):
    """With `pseudo` the token at `place` is replaced by these numbers: what the program's own change of the graph must equal."""

    def __init__(self, model):
        super().__init__()
        self.text, self.projection = model.text_model if hasattr(model, "text_model") else model, model.text_projection

    def forward(self, input_ids, pseudo=None, place=None):
        length = input_ids.shape[-1]
        ids = input_ids.view(-1, length)
        embeddings = self.text.embeddings
        rows = embeddings.token_embedding(ids)
        if pseudo is not None:
            hit = (torch.arange(length)[None] == place[:, None])[..., None]
            rows = torch.where(hit, pseudo[:, None, :], rows)
        rows = rows + embeddings.position_embedding(torch.arange(length)[None])
        mask = torch.full((length, length), torch.finfo(torch.float32).min).triu(1)[None, None]
        for layer in self.text.encoder.layers:
            rows = layer(rows, mask)
            rows = rows[0] if isinstance(rows, tuple) else rows
        rows = self.text.final_layer_norm(rows)
        end = ids.to(torch.int32).argmax(-1)
        return self.projection(rows[torch.arange(rows.shape[0]), end]), rows


class VisionModel(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        output = self.model(pixel_values=pixel_values)
        return output.image_embeds, output.last_hidden_state


def export(text, vision, folder: Path) -> list[Graph]:
    """text: CLIPTextModelWithProjection, vision: CLIPVisionModelWithProjection, both with eager attention."""
    ids = torch.randint(3, 200, (2, 9))
    ids[:, -1] = text.config.vocab_size - 1
    side, batch = vision.config.image_size, {0: "batch_size"}
    outputs = ["text_embeds", "last_hidden_state"], ["image_embeds", "last_hidden_state"]
    words = Graph(folder / "text_model.onnx", TextModel(text), {"input_ids": ids}, outputs[0])
    photos = Graph(folder / "vision_model.onnx", VisionModel(vision), {"pixel_values": torch.randn(2, 3, side, side)}, outputs[1])
    return [
        keep(words, {"input_ids": {0: "batch_size", 1: "sequence_length"}, "text_embeds": batch}),
        keep(photos, {"pixel_values": batch, "image_embeds": batch}),
    ]


def load(name: str):
    from transformers import CLIPTextModelWithProjection, CLIPVisionModelWithProjection

    options = {"attn_implementation": "eager", "dtype": torch.float32}
    return CLIPTextModelWithProjection.from_pretrained(name, **options), CLIPVisionModelWithProjection.from_pretrained(name, **options)

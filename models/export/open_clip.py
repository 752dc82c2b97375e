"""
Models of open_clip (bigG/14 above all) in the form of the hub's files, the text encoder with the program's inputs for a pseudo token:
  text_model    input_ids, pseudo_embeds, pseudo_pos (-1: none) -> text_embeds
  vision_model  pixel_values -> image_embeds
"""

from pathlib import Path

import torch

from .decoder import attend, split
from .onnx_files import MOST_BYTES, Graph, keep


class TextModel(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.tokens, self.places, self.blocks = model.token_embedding, model.positional_embedding, model.transformer.resblocks
        self.ln_final, self.projection = model.ln_final, model.text_projection

    def forward(self, input_ids, pseudo_embeds, pseudo_pos):
        length = input_ids.shape[-1]
        hit = (torch.arange(length)[None] == pseudo_pos[:, None])[..., None]
        rows = torch.where(hit, pseudo_embeds[:, None, :], self.tokens(input_ids)) + self.places[:length]
        mask = torch.full((length, length), torch.finfo(torch.float32).min).triu(1)[None, None]
        rows = self.ln_final(through(self.blocks, rows, mask))
        end = input_ids.to(torch.int32).argmax(-1)
        return rows[torch.arange(rows.shape[0]), end] @ self.projection


class VisionModel(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.visual = model.visual

    def forward(self, pixel_values):
        visual = self.visual
        patches = visual.conv1(pixel_values).flatten(2).transpose(1, 2)
        whole = visual.class_embedding.expand(patches.shape[0], 1, -1)
        rows = visual.ln_pre(torch.cat([whole, patches], 1) + visual.positional_embedding)
        rows = through(visual.transformer.resblocks, rows)
        return visual.ln_post(rows[:, 0]) @ visual.proj


def through(blocks, rows, mask=None):
    """Layers with the norm first. Which GELU they have is the model's own choice."""
    for block in blocks:
        attention, normed = block.attn, block.ln_1(rows)
        parts = torch.nn.functional.linear(normed, attention.in_proj_weight, attention.in_proj_bias).chunk(3, -1)
        query, keys, values = (split(part, attention.num_heads) for part in parts)
        rows = rows + block.ls_1(attention.out_proj(attend(query * attention.head_dim**-0.5, keys, values, mask)))
        rows = rows + block.ls_2(block.mlp(block.ln_2(rows)))
    return rows


def export(model, folder: Path, most_bytes: int = MOST_BYTES) -> list[Graph]:
    """model: open_clip's CLIP in 32 bits. What is compared with the graphs is compared with open_clip's own answers before."""
    text, vision, batch = TextModel(model), VisionModel(model), {0: "batch_size"}
    ids = torch.randint(3, 200, (2, 9))
    ids[:, -1] = model.token_embedding.num_embeddings - 1
    words = {"input_ids": ids, "pseudo_embeds": torch.randn(2, model.token_embedding.embedding_dim), "pseudo_pos": torch.tensor([4, -1])}
    pixels = torch.randn(2, 3, *model.visual.image_size)
    check(text(ids, words["pseudo_embeds"], torch.tensor([-1, -1])), model.encode_text(padded(ids, model)))
    check(vision(pixels), model.encode_image(pixels))
    axes = {"input_ids": {**batch, 1: "sequence_length"}, "pseudo_embeds": batch, "pseudo_pos": batch, "text_embeds": batch}
    return [
        keep(Graph(folder / "text_model.onnx", text, words, ["text_embeds"]), axes, most_bytes),
        keep(Graph(folder / "vision_model.onnx", vision, {"pixel_values": pixels}, ["image_embeds"]),
             {"pixel_values": batch, "image_embeds": batch}, most_bytes),
    ]


def padded(ids, model):
    """open_clip reads all places, of which those after the end change nothing."""
    return torch.nn.functional.pad(ids, (0, model.context_length - ids.shape[1]))


def check(found, wanted) -> None:
    difference = float((found - wanted).abs().max() / wanted.abs().max())
    if not difference < 1e-4:
        raise SystemExit(f"What would be exported differs from open_clip by {difference:.2e}")


def load(name: str):
    """`name`: an architecture and its weights (a name of open_clip's, or a file), such as ViT-bigG-14:laion2b_s39b_b160k"""
    import open_clip

    architecture, _, weights = name.partition(":")
    return open_clip.create_model(architecture, pretrained=weights, precision="fp32").eval()

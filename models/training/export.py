"""The two encoders as ONNX graphs that compute in f32 and keep their weights small."""

from pathlib import Path

import onnx
import torch
from torch import Tensor, nn

from .image_encoder import ImageEncoder
from .images import SIZE
from .text_encoder import WIDTH, TextEncoder

OPSET = 17


def export_graph(model: nn.Module, sample: tuple[Tensor, ...], inputs: dict, outputs: dict, file: Path, fold: bool = True) -> None:
    torch.onnx.export(
        model.eval(),
        sample,
        str(file),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={**inputs, **outputs},
        opset_version=OPSET,
        do_constant_folding=fold,
        dynamo=False,
    )
    onnx.checker.check_model(str(file), full_check=True)


def export_image_encoder(model: ImageEncoder, file: Path) -> None:
    """pixel_values to image_embeds and grid, batch size free."""
    batch = {0: "batch"}
    sample = (torch.zeros(2, 3, SIZE, SIZE),)
    export_graph(model, sample, {"pixel_values": batch}, {"image_embeds": batch, "grid": batch}, file)


def export_text_encoder(model: TextEncoder, file: Path) -> None:
    """input_ids, attention_mask, pseudo_embeds, pseudo_pos to text_embeds, batch and length free."""
    row, token = {0: "batch"}, {0: "batch", 1: "sequence"}
    ids = torch.tensor([[101, 1037, 1002, 102], [101, 1037, 102, 0]])
    sample = (ids, (ids > 0).long(), torch.zeros(2, WIDTH), torch.tensor([2, -1]))
    inputs = {"input_ids": token, "attention_mask": token, "pseudo_embeds": row, "pseudo_pos": row}
    export_graph(model, sample, inputs, {"text_embeds": row}, file)

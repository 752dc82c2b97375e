"""
Tokens, losses and gradients by PyTorch alone (no ONNX, its own autograd and AdamW), for test/weights/tokens.test.ts. The weights
are rounded as the pack's are, so that nothing but the arithmetic is compared.

    python -m models.training.phi_reference --data DIR --work DIR
"""

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from .phi import PHOTO, Reader, load_phi
from .phi_data import PhiData
from .phi_inversion import DECAY, RATE
from .quantise import BLOCK, SMALL, int8_blocks

PHOTOS = 3
STEPS = 5
NETWORKS = ("lincir", "palavra", "pic2word", "searle")


@torch.no_grad()
def rounded(model: nn.Module) -> nn.Module:
    """In place: every weight as the pack stores it in 8 bits."""
    for part in model.modules():
        if isinstance(part, nn.Linear) and part.weight.numel() >= SMALL:
            whole, scale = int8_blocks(part.weight.numpy(), 1, BLOCK)
            part.weight.copy_(torch.from_numpy(whole.astype("f4") * scale.astype("f4")).view_as(part.weight))
        if isinstance(part, nn.Embedding) and part.weight.numel() > 5_000_000:
            scale = part.weight.abs().amax(1, keepdim=True) / 127
            part.weight.copy_((part.weight / scale).round() * scale)
    return model


def listed(rows: Tensor) -> list:
    return [[float(f"{value:.8g}") for value in row] for row in rows.tolist()]


def descent(reader: Reader, photos: Tensor) -> dict:
    """From a token that any program can make: the first gradient, and the token after some steps."""
    start = torch.sin(torch.arange(photos.shape[1]) * 0.7).mul(0.05).repeat(len(photos), 1)
    tokens = start.clone().requires_grad_(True)
    optimiser = torch.optim.AdamW([tokens], RATE, weight_decay=DECAY)
    losses, gradient = [], torch.empty(0)
    for step in range(STEPS):
        optimiser.zero_grad()
        loss = 1 - functional.cosine_similarity(reader.embed([PHOTO] * len(photos), tokens, exact=True), photos)
        loss.sum().backward()
        losses.append(loss.mean().item())
        gradient = tokens.grad.clone() if step == 0 else gradient
        optimiser.step()
    return {"rate": RATE, "decay": DECAY, "start": listed(start), "gradient": listed(gradient), "losses": losses, "tokens": listed(tokens)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("test/weights/starter-tokens.json"))
    options = parser.parse_args()
    data = PhiData(options.data, options.work)
    photos = data.photos[0][data.flickr.test[:PHOTOS]]
    rounded(data.reader.encoder)
    networks = {name: rounded(load_phi(name, options.work)) for name in NETWORKS if (options.work / f"phi-{name}.pt").exists()}
    with torch.inference_mode():
        tokens = {name: listed(phi(photos)) for name, phi in networks.items()}
    made = {"embeddings": listed(photos), "tokens": tokens, "descent": descent(data.reader, photos)}
    options.out.write_text(json.dumps(made) + "\n", "utf8")


if __name__ == "__main__":
    main()

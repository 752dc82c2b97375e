"""
Tiny models of chance with the architectures, names, inputs and outputs of the real ones, and what PyTorch makes of them:
    python -m models.export tiny test/fixtures/hub
The tests compare every path of the program with these figures.
"""

from pathlib import Path

import torch

from . import bigg, blip, blip2, chat, clip, florence2, llm, phi, smolvlm


def make(folder: Path) -> None:
    torch.manual_seed(0)
    clip.make(folder / "clip")
    phi.make(folder / "phi")
    blip2.make(folder / "blip2")
    blip.make(folder / "blip")
    florence2.make(folder / "florence2")
    smolvlm.make(folder / "smolvlm")
    llm.make(folder / "llm" / "tiny.gguf")
    chat.make(folder / "chat")
    blip2.make_int4(folder / "blip2-int4")
    bigg.make(folder / "bigg")

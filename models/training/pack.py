"""pack.json: what the program reads to use the pack, with hashes of its files and vectors to check it by."""

import base64
import hashlib
import json
from pathlib import Path

import numpy as np

from .caption_data import MAX_TOKENS as CAPTION_TOKENS
from .caption_runtime import CAPTIONS, TOP_P
from .images import SIZE
from .phi_inversion import DECAY, GRADIENT, RATE, STEPS
from .runtime import ImageRuntime, TextRuntime
from .text_encoder import MAX_TOKENS, WIDTH

CANARY_TEXTS = ["a dog runs through the snow", "two children play on a beach", "a red car parked in a street at night"]
OUTSIDE = {"pack.json", "MODEL_CARD.md"}
LICENCE = "Apache-2.0 weights, trained further on Flickr8k (research and education only)"


def canary_pixels() -> np.ndarray:
    """A pattern that any program can make exactly, u8 [SIZE, SIZE, 3]."""
    y, x, c = np.indices((SIZE, SIZE, 3))
    return ((x * (c + 1) + y * (3 - c) + ((x >> 4) ^ (y >> 4)) * 29) & 255).astype(np.uint8)


def to_base64(vector: np.ndarray) -> str:
    """Little-endian f32."""
    return base64.b64encode(vector.astype("<f4").tobytes()).decode("ascii")


def _canary(folder: Path) -> dict:
    pixels = ((canary_pixels().astype(np.float32) - 127.5) / 127.5).transpose(2, 0, 1)
    texts = TextRuntime(folder).embed(CANARY_TEXTS)
    return {
        "image": to_base64(ImageRuntime(folder).embed(pixels[None])[0]),
        "texts": [
            {"text": text, "embedding": to_base64(vector)} for text, vector in zip(CANARY_TEXTS, texts, strict=True)
        ],
    }


def _captioner(folder: Path) -> dict:
    """The captioner's entry, where the folder has one."""
    if not (folder / "caption-decoder.onnx").exists():
        return {}
    return {
        "captioner": {
            "kind": "grid-decoder",
            "memory": "caption-memory.onnx",
            "decoder": "caption-decoder.onnx",
            "tokens": "caption-tokens.json",
            "sampling": {"topP": TOP_P, "temperature": 1, "captions": CAPTIONS, "maxTokens": CAPTION_TOKENS},
        }
    }


def _language_model(folder: Path) -> dict:
    """The adapter's entry, where the folder has one, and the file for which it was made (scripts/language-model.ts)."""
    if not (folder / "edits-lora.gguf").exists():
        return {}
    base = {"bytes": 98_362_432, "sha256": "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"}
    return {"llm": {"adapter": "edits-lora.gguf", "for": base}}


def phi_entries(folder: Path) -> dict:
    """The networks for pseudo tokens and the graph of the gradients, where the folder has them."""
    names = {file.stem.removeprefix("phi-"): file.name for file in sorted(folder.glob("phi-*.onnx"))}
    entries: dict = {"phi": names} if names else {}
    if (folder / GRADIENT).exists():
        entries["inversion"] = {"gradient": GRADIENT, "rate": RATE, "decay": DECAY, "steps": STEPS}
    return entries


def write_pack(folder: Path, version: str, grid_channels: int) -> None:
    """Describes the files that lie in the folder."""
    files = {
        file.name: {"bytes": file.stat().st_size, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
        for file in sorted(folder.iterdir())
        if file.name not in OUTSIDE
    }
    pack = {
        "format": 1,
        "id": "starter",
        "version": version,
        "title": "Recompose starter pack",
        "licence": LICENCE,
        "commercialUse": "no",
        "dims": WIDTH,
        "files": files,
        "image": {
            "encoder": "image-encoder.onnx",
            "size": SIZE,
            "resize": "squash",
            "mean": [0.5, 0.5, 0.5],
            "std": [0.5, 0.5, 0.5],
            "grid": {"channels": grid_channels, "side": 9},
        },
        "text": {
            "encoder": "text-encoder.onnx",
            "tokenizer": "tokenizer.json",
            "tokenizerConfig": "tokenizer_config.json",
            "maxTokens": MAX_TOKENS,
            "pseudo": {"token": "$", "width": WIDTH},
        },
        **_captioner(folder),
        **phi_entries(folder),
        **_language_model(folder),
        "weights": {
            "semantic": {"alpha": 0.6, "beta": 0.4, "gamma": 0.2},
            "visual": {"alpha": 0.2, "beta": 0.6, "gamma": 0.1},
        },
        "canary": _canary(folder),
    }
    (folder / "pack.json").write_text(json.dumps(pack, indent=1) + "\n", "utf8")

"""The finished pack in ONNX Runtime, used by the evaluation and for the canary vectors."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from .images import open_upright, to_pixels
from .text_encoder import MAX_TOKENS, WIDTH

BATCH = 16


def session(file: Path, threads: int = 0) -> onnxruntime.InferenceSession:
    """Default options, CPU only; `threads` 0 lets the runtime choose."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    if not threads:
        # A busy machine runs the other thread late; waiting for it in a loop would cost the core it needs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows of length one."""
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class ImageRuntime:
    """image-encoder.onnx of a pack."""

    def __init__(self, folder: Path, file: str = "image-encoder.onnx", threads: int = 0) -> None:
        self.session = session(folder / file, threads)

    def embed(self, pixels: np.ndarray) -> np.ndarray:
        """Unit vectors of f32 [b, 3, 260, 260]."""
        return unit(self.session.run(["image_embeds"], {"pixel_values": pixels})[0])

    def embed_files(self, files: Iterable[Path]) -> np.ndarray:
        """Unit vectors of photos, one at a time as the product does it."""
        return np.concatenate([self.embed(to_pixels(open_upright(file))[None]) for file in files])


class TextRuntime:
    """text-encoder.onnx and tokenizer.json of a pack."""

    def __init__(self, folder: Path, threads: int = 0) -> None:
        self.session = session(folder / "text-encoder.onnx", threads)
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(MAX_TOKENS)
        self.tokenizer.enable_padding()

    def embed(self, texts: list[str]) -> np.ndarray:
        """Unit vectors of sentences."""
        rows = np.empty((len(texts), WIDTH), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for at in range(0, len(texts), BATCH):
            part = order[at : at + BATCH]
            encoded = self.tokenizer.encode_batch([texts[i] for i in part])
            feed = {
                "input_ids": np.array([item.ids for item in encoded], np.int64),
                "attention_mask": np.array([item.attention_mask for item in encoded], np.int64),
                "pseudo_embeds": np.zeros((len(part), WIDTH), np.float32),
                "pseudo_pos": np.full(len(part), -1, np.int64),
            }
            rows[part] = self.session.run(["text_embeds"], feed)[0]
        return unit(rows)

"""Captions by Pillow and PyTorch in 32 bits alone (no ONNX), for the program's own tests of its captioner."""

import argparse
import json
from pathlib import Path

import torch

from .caption_runtime import read_words
from .caption_training import greedy, load_captioner
from .flickr import read_flickr
from .image_encoder import Backbone
from .images import open_upright, to_pixels

PHOTOS = 10
TOP = 5


@torch.inference_mode()
def references(data: Path, work: Path, pack: Path) -> list[dict]:
    """For photos of the test split: the likeliest caption, and the first word's likeliest ids with their logits."""
    words, model, backbone = read_words(pack), load_captioner(work), Backbone()
    flickr = read_flickr(data)
    made = []
    for photo in flickr.test[:: len(flickr.test) // PHOTOS][:PHOTOS]:
        file = f"flickr8k/images/{flickr.names[photo]}"
        grid, _ = backbone(torch.from_numpy(to_pixels(open_upright(data / file)))[None])
        cells = grid.flatten(2).transpose(1, 2)
        logits, _ = model.decoder(torch.tensor([[words.begin]]), model.empty_past(1), model.memory(cells))
        best = logits[0].topk(TOP)
        first = [
            {"id": index, "logit": round(value, 4)}
            for value, index in zip(*map(torch.Tensor.tolist, best), strict=True)
        ]
        made.append({"file": file, "caption": words.text(greedy(model, words, cells)[0]), "first": first})
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--pack", type=Path, default=Path("models/starter"))
    parser.add_argument("--out", type=Path, default=Path("test/weights/starter-captions.json"))
    options = parser.parse_args()
    made = {"photos": references(options.data, options.work, options.pack)}
    options.out.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf8")


if __name__ == "__main__":
    main()

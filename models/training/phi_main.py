"""`python -m models.training.phi_main --data DIR --work DIR --out models/starter lincir …`: trains and exports networks phi."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from .phi import export_phi
from .phi_data import PhiData
from .phi_edits import train_edits
from .phi_gradient import export_gradient
from .phi_lincir import train_lincir
from .phi_palavra import train_palavra
from .phi_pic2word import train_pic2word
from .phi_searle import train_searle

TRAININGS = {
    "lincir": (train_lincir, 800),
    "edits": (train_edits, 400),
    "pic2word": (train_pic2word, 200),
    "searle": (train_searle, 300),
    "palavra": (train_palavra, 100),
}
"""Each with its number of steps. "edits" goes on from "lincir"; it is a trial, and stays in the work folder."""
PACK = ("lincir", "pic2word", "searle", "palavra", "gradient")


def export_networks(data: Path, work: Path, out: Path, names: Sequence[str] = PACK) -> None:
    """Trains and exports these; `out` has text-encoder.onnx already. An interrupted training goes on where it was."""
    torch.set_num_threads(1)
    lessons = PhiData(data, work)
    for name in names:
        if name == "gradient":
            export_gradient(lessons.reader, work, out)
        else:
            train, steps = TRAININGS[name]
            export_phi(train(lessons, steps), name, work, work if name == "edits" else out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("models/starter"), help="has text-encoder.onnx already")
    parser.add_argument("names", nargs="*", help=f"of {', '.join(TRAININGS)}, gradient; without any, the pack's")
    options = parser.parse_args()
    export_networks(options.data, options.work, options.out, options.names or PACK)


if __name__ == "__main__":
    main()

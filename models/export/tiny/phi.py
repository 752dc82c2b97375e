"""Networks phi as their authors save them, and files that must be refused"""

import zipfile
from pathlib import Path

import torch

from .. import phi
from .chance import WIDTH, numbers, write_json


def make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(4)

    class Phi(torch.nn.Module):
        def __init__(self):
            super().__init__()
            linear, gelu = torch.nn.Linear, torch.nn.GELU
            self.layers = torch.nn.Sequential(linear(WIDTH, 4 * WIDTH), gelu(), torch.nn.Dropout(0.5), linear(4 * WIDTH, 4 * WIDTH), gelu(), torch.nn.Dropout(0.5), linear(4 * WIDTH, WIDTH))

        def forward(self, rows):
            return self.layers(rows)

    class Pic2Word(torch.nn.Module):
        def __init__(self):
            super().__init__()
            block = lambda a, b: torch.nn.Sequential(torch.nn.Linear(a, b), torch.nn.Dropout(0.1), torch.nn.ReLU())
            self.layers, self.fc_out = torch.nn.Sequential(block(WIDTH, 24), block(24, 24)), torch.nn.Linear(24, WIDTH)

        def forward(self, rows):
            return self.fc_out(self.layers(rows))

    rows = torch.randn(3, WIDTH)
    reference = {"embeddings": numbers(rows)}
    for name, network in {"SEARLE_ViT-B32.pt": Phi(), "pic2word_large.pt": Pic2Word()}.items():
        network.eval()
        torch.save({"Phi": network.state_dict()} if "SEARLE" in name else network.state_dict(), folder / name)
        reference[name] = numbers(network(rows))
        assert (phi.load(str(folder / name))(rows) - network(rows)).abs().max() < 1e-6
    torch.save({"Phi": {"layers.0.weight": torch.ones(4, 4, dtype=torch.float64)}}, folder / "double.pt")
    hostile(folder / "SEARLE_ViT-B32.pt", folder / "hostile.pt")
    write_json(folder / "reference.json", reference)


def hostile(source: Path, target: Path) -> None:
    """The same file with a list that would run a command, were it unpickled"""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename.endswith("data.pkl"):
                content = b"\x80\x02cposix\nsystem\nX\x10\x00\x00\x00touch /tmp/owned\x85R."
            new.writestr(entry.filename, content)

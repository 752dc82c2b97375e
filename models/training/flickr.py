"""Flickr8k: photos, captions and splits. Photos in no list of the corpus count as training photos."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Flickr:
    """Names index every table of features; captions are grouped by photo."""

    folder: Path
    names: list[str]
    captions: list[str]
    photo_of_caption: list[int]
    train: list[int]
    dev: list[int]
    test: list[int]

    def files(self) -> list[Path]:
        return [self.folder / "images" / name for name in self.names]

    def captions_of(self, photos: list[int]) -> list[int]:
        """Indices of the captions of these photos, in the photos' order."""
        of_photo: dict[int, list[int]] = {}
        for caption, photo in enumerate(self.photo_of_caption):
            of_photo.setdefault(photo, []).append(caption)
        return [caption for photo in photos for caption in of_photo[photo]]


def read_flickr(data: Path) -> Flickr:
    """Reads data/flickr8k; photos without a file or a caption are left out."""
    folder = data / "flickr8k"
    with (folder / "captions.txt").open(encoding="utf8", newline="") as file:
        rows = [(name, caption.strip()) for name, caption in list(csv.reader(file))[1:]]
    rows = [(name, caption) for name, caption in rows if (folder / "images" / name).exists()]
    names = sorted({name for name, _ in rows})
    index = {name: position for position, name in enumerate(names)}

    def listed(split: str) -> list[int]:
        return [index[name] for name in (folder / f"{split}.txt").read_text("utf8").split() if name in index]

    dev, test = listed("dev"), listed("test")
    held = {*dev, *test}
    return Flickr(
        folder=folder,
        names=names,
        captions=[caption for _, caption in rows],
        photo_of_caption=[index[name] for name, _ in rows],
        train=[photo for photo in range(len(names)) if photo not in held],
        dev=dev,
        test=test,
    )

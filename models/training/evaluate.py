"""Every figure of a finished pack, measured from its ONNX files: `python -m models.training.evaluate`."""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from .classes import as_sentence, class_names, sample_photos, synonyms
from .flickr import Flickr, read_flickr
from .images import open_upright, to_pixels
from .recall import both_ways, recall
from .runtime import ImageRuntime, TextRuntime, session, unit

LAMBDA = "path.weight"


class FlickrCheck:
    """Recall both ways on photos with their five captions each; the captions are embedded once."""

    def __init__(self, flickr: Flickr, photos: list[int], texts: TextRuntime) -> None:
        captions = flickr.captions_of(photos)
        row = {photo: index for index, photo in enumerate(photos)}
        self.owner = [row[flickr.photo_of_caption[caption]] for caption in captions]
        self.captions = texts.embed([flickr.captions[caption] for caption in captions])
        files = flickr.files()
        self.files = [files[photo] for photo in photos]

    def figures(self, images: ImageRuntime) -> dict:
        to_image, to_text = both_ways(images.embed_files(self.files), self.captions, self.owner)
        return {"textToImage": to_image, "imageToText": to_text}


def without_path(file: Path, target: Path) -> None:
    """The same image encoder with lambda = 0."""
    model = onnx.load(file)
    weight = next(tensor for tensor in model.graph.initializer if tensor.name == LAMBDA)
    weight.CopyFrom(numpy_helper.from_array(np.zeros_like(numpy_helper.to_array(weight)), LAMBDA))
    onnx.save(model, target)


class ClassCheck:
    """ImageNet's 1,000 class names against one photo of each class, and WordNet's other names for some."""

    def __init__(self, photos: list[Path], texts: TextRuntime) -> None:
        self.photos = photos
        self.names = texts.embed([as_sentence(name) for name in class_names()])
        other = synonyms()
        self.others = texts.embed([name for _, name in other])
        self.other_rows = [{index} for index, _ in other]

    def figures(self, images: ImageRuntime) -> dict:
        vectors = images.embed_files(self.photos)
        every = [{index} for index in range(len(self.photos))]
        return {
            "nameToImage": recall(self.names, vectors, every),
            "imageToName": recall(vectors, self.names, every),
            f"otherNameToImage ({len(self.others)} queries)": recall(self.others, vectors, self.other_rows),
        }


def speed_figures(image_file: Path, pack: Path | None, photo: Path, threads: int) -> dict:
    """Milliseconds for one photo (decoding apart) and, with a pack, one sentence; median and best of 40."""
    images = session(image_file, threads)
    pixels = to_pixels(open_upright(photo))[None]

    def spans(run: Callable[[], object]) -> list[float]:
        run()
        taken = []
        for _ in range(40):
            start = time.perf_counter()
            run()
            taken.append(1000 * (time.perf_counter() - start))
        return [round(float(np.median(taken)), 2), round(min(taken), 2)]

    figures = {
        "photo": spans(lambda: images.run(["image_embeds"], {"pixel_values": pixels})),
        "photo with grid": spans(lambda: images.run(None, {"pixel_values": pixels})),
        "decoding": spans(lambda: to_pixels(open_upright(photo))),
    }
    if pack:
        texts = TextRuntime(pack, threads)
        figures["sentence"] = spans(lambda: texts.embed(["a brown dog is running through the snow"]))
    return figures


def evaluate(data: Path, folder: Path, class_photos: Path | None, work: Path, image_file: str) -> None:
    """Prints every figure; those on ImageNet's names only where the photos are at hand."""

    def show(name: str, figures: dict) -> None:
        print(name, json.dumps(figures), flush=True)

    flickr, images, texts = read_flickr(data), ImageRuntime(folder, image_file), TextRuntime(folder)
    without_path(folder / image_file, work / "without-path.onnx")
    bare = ImageRuntime(work, "without-path.onnx")
    test = FlickrCheck(flickr, flickr.test, texts)
    show("test", test.figures(images))
    photos = sample_photos(class_photos) if class_photos else []
    if photos:
        classes = ClassCheck(photos, texts)
        show("classes", classes.figures(images))
        show("classes, lambda 0", classes.figures(bare))
    show("test, lambda 0", test.figures(bare))
    show("ms on 2 threads", speed_figures(folder / image_file, folder, flickr.files()[0], 2))


def closeness(ours: np.ndarray, reference: np.ndarray) -> dict:
    """Cosines of two tables of vectors, row by row."""
    cosines = (unit(ours) * unit(reference)).sum(1)
    return {"mean": round(float(cosines.mean()), 6), "min": round(float(cosines.min()), 6)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pack", type=Path, default=Path("models/starter"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--class-photos", type=Path, help="folder of one photo an ImageNet class")
    parser.add_argument("--image-file", default="image-encoder.onnx")
    options = parser.parse_args()
    evaluate(options.data, options.pack, options.class_photos, options.work, options.image_file)


if __name__ == "__main__":
    main()

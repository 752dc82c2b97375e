"""Every figure of a finished pack, measured from its ONNX files: `python -m models.training.evaluate`."""

import argparse
import json
import time
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


def flickr_figures(flickr: Flickr, photos: list[int], images: ImageRuntime, texts: TextRuntime) -> dict:
    """Recall both ways on photos with their five captions each."""
    captions = flickr.captions_of(photos)
    of_photo = {photo: row for row, photo in enumerate(photos)}
    owner = [of_photo[flickr.photo_of_caption[caption]] for caption in captions]
    files = flickr.files()
    to_image, to_text = both_ways(
        images.embed_files(files[photo] for photo in photos),
        texts.embed([flickr.captions[caption] for caption in captions]),
        owner,
    )
    return {"textToImage": to_image, "imageToText": to_text}


def without_path(file: Path, target: Path) -> None:
    """The same image encoder with lambda = 0."""
    model = onnx.load(file)
    weight = next(tensor for tensor in model.graph.initializer if tensor.name == LAMBDA)
    weight.CopyFrom(numpy_helper.from_array(np.zeros_like(numpy_helper.to_array(weight)), LAMBDA))
    onnx.save(model, target)


def class_figures(photos: list[Path], images: ImageRuntime, texts: TextRuntime) -> dict:
    """ImageNet's 1,000 class names against one photo of each class, and WordNet's other names for some."""
    vectors = images.embed_files(photos)
    names = texts.embed([as_sentence(name) for name in class_names()])
    other = synonyms()
    others = texts.embed([name for _, name in other])
    every = [{index} for index in range(len(photos))]
    return {
        "nameToImage": recall(names, vectors, every),
        "imageToName": recall(vectors, names, every),
        f"otherNameToImage ({len(other)} queries)": recall(others, vectors, [{index} for index, _ in other]),
    }


def speed_figures(folder: Path, file: Path, threads: int) -> dict:
    """Milliseconds for one photo (decoding apart) and one sentence, median of 40."""
    images, texts = session(folder / "image-encoder.onnx", threads), TextRuntime(folder, threads)
    pixels = to_pixels(open_upright(file))[None]

    def median(run) -> float:
        run()
        spans = []
        for _ in range(40):
            start = time.perf_counter()
            run()
            spans.append(time.perf_counter() - start)
        return round(1000 * float(np.median(spans)), 2)

    return {
        "photo": median(lambda: images.run(["image_embeds"], {"pixel_values": pixels})),
        "photo with grid": median(lambda: images.run(None, {"pixel_values": pixels})),
        "photo decoding": median(lambda: to_pixels(open_upright(file))),
        "sentence": median(lambda: texts.embed(["a brown dog is running through the snow"])),
    }


def evaluate(data: Path, folder: Path, class_photos: Path | None, work: Path, image_file: str) -> dict:
    """All figures; those on ImageNet's names only where the photos are at hand."""
    flickr, images, texts = read_flickr(data), ImageRuntime(folder, image_file), TextRuntime(folder)
    figures = {"test": flickr_figures(flickr, flickr.test, images, texts)}
    photos = sample_photos(class_photos) if class_photos else []
    if photos:
        figures["classes"] = class_figures(photos, images, texts)
        if image_file == "image-encoder.onnx":
            without_path(folder / image_file, work / "without-path.onnx")
            bare = ImageRuntime(work, "without-path.onnx")
            figures["classes, lambda 0"] = class_figures(photos, bare, texts)
            figures["test, lambda 0"] = flickr_figures(flickr, flickr.test, bare, texts)
    figures["ms on 2 threads"] = speed_figures(folder, flickr.files()[0], 2)
    return figures


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
    figures = evaluate(options.data, options.pack, options.class_photos, options.work, options.image_file)
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()

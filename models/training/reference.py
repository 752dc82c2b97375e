"""Vectors by Pillow and PyTorch alone (no ONNX), for the program's own tests of its decoding and inference."""

import argparse
import json
from pathlib import Path

import pillow_heif
import torch

from .flickr import read_flickr
from .image_encoder import Backbone, ClassPath, ImageEncoder, ImageHead
from .images import open_upright, to_pixels
from .pack import to_base64
from .runtime import unit
from .text_encoder import WIDTH, MiniLM, TextEncoder, TextHead, load_tokenizer, tokenize

CORPUS = (
    *(
        f"photo-corpus/exif/jpg/orientation/{side}_{turn}.jpg"
        for side in ("landscape", "portrait")
        for turn in range(1, 9)
    ),
    *(f"photo-corpus/exif/jpg/gps/DSCN00{number}.jpg" for number in (10, 12, 21, 25, 27, 29, 38, 40, 42)),
    *(f"photo-corpus/exif/jpg/mobile/{name}.jpg" for name in ("HMD_Nokia_8.3_5G", "jolla")),
    "photo-corpus/exif/jpg/hdr/canon_hdr_NO.jpg",
    "photo-corpus/exif/jpg/hdr/canon_hdr_YES.jpg",
    "photo-corpus/exif/jpg/hdr/iphone_hdr_NO.jpg",
    "photo-corpus/exif/jpg/hdr/iphone_hdr_YES.jpg",
    "photo-corpus/exif/jpg/xmp/no_exif.jpg",
    "photo-corpus/exif/tiff/Picoawards.tiff",
    "photo-corpus/exif/heic/samplefilehub.heif",
    "photo-corpus/exif/heic/mobile/HMD_Nokia_8.3_5G.heif",
)
ODD_TEXTS = (
    "dog",
    "A DOG RUNS THROUGH THE SNOW",
    "a café in São Paulo",
    "naïve façade, déjà vu",
    "2 children and 3 dogs",
    "1,234.56 photos in 1999",
    "a 🐕 in the snow",
    "😀",
    "$",
    "a photo of $ that is red. And the photo should have a hat.",
    "hello!!! what's that?",
    "x-ray of a state-of-the-art T-shirt",
    "雪の中の犬",
    "Ein großer Hund läuft über die Straße",
    "собака на снегу",
    "word " * 80,
)
PHOTOS = 50
TEXTS = 50


def load_encoders(work: Path) -> tuple[ImageEncoder, TextEncoder]:
    """The trained PyTorch encoders that the last build left in its work folder."""
    image_weights, text_weights = torch.load(work / "encoders.pt", weights_only=True)
    backbone = Backbone()
    hidden = len(image_weights["head.mlp.0.bias"])
    image = ImageEncoder(backbone, ImageHead(hidden), ClassPath(backbone.classifier()), image_weights["class_vectors"])
    text = TextEncoder(MiniLM(), TextHead(len(text_weights["head.mlp.0.bias"])))
    image.load_state_dict(image_weights)
    text.load_state_dict(text_weights)
    return image.eval(), text.eval()


@torch.inference_mode()
def references(encoders: tuple[ImageEncoder, TextEncoder], data: Path, images: list[str], texts: list[str]) -> dict:
    """Unit vectors of files (paths under `data`) and texts, base64 of little-endian f32."""
    image, text = encoders
    tokenizer = load_tokenizer()

    def photo(name: str) -> str:
        pixels = torch.from_numpy(to_pixels(open_upright(data / name)))[None]
        return to_base64(unit(image(pixels)[0].numpy())[0])

    def sentence(words: str) -> str:
        ids, mask = tokenize(tokenizer, [words])
        return to_base64(unit(text(ids, mask, torch.zeros(1, WIDTH), torch.tensor([-1])).numpy())[0])

    return {
        "images": [{"file": name, "embedding": photo(name)} for name in images],
        "texts": [{"text": words, "embedding": sentence(words)} for words in texts],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("test/weights/starter-reference.json"))
    parser.add_argument("images", nargs="*", help="paths under --data; without any, a fixed list of 50")
    options = parser.parse_args()
    pillow_heif.register_heif_opener()
    flickr = read_flickr(options.data)
    images = options.images or list(CORPUS)
    if not options.images:
        step = len(flickr.test) // (PHOTOS - len(images))
        chosen = flickr.test[::step][: PHOTOS - len(images)]
        images += [f"flickr8k/images/{flickr.names[photo]}" for photo in chosen]
    captions = flickr.captions_of(flickr.test)
    wanted = TEXTS - len(ODD_TEXTS)
    texts = [*ODD_TEXTS, *(flickr.captions[index] for index in captions[:: len(captions) // wanted][:wanted])]
    options.out.parent.mkdir(parents=True, exist_ok=True)
    made = references(load_encoders(options.work), options.data, images, texts)
    options.out.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf8")


if __name__ == "__main__":
    main()

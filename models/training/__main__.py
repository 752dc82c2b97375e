"""`python -m models.training --data DIR --work DIR --out DIR`: features, training, export, figures, pack."""

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor

from .alignment import Photos, Sentences, Space, Stage, train
from .caption_evaluate import evaluate_captioner
from .caption_export import export_captioner
from .caption_training import train_captioner
from .captions import TRAINED_LAYERS, sentence_means, sentence_states
from .classes import as_sentence, class_names
from .evaluate import evaluate
from .export import export_image_encoder, export_text_encoder
from .features import photo_features
from .flickr import Flickr, read_flickr
from .image_encoder import POOLED, Backbone, ImageEncoder
from .pack import write_pack
from .phi_main import export_networks
from .quantise import shrink_image_encoder, shrink_text_encoder
from .recall import both_ways
from .text_encoder import LAYERS, TextEncoder, load_minilm, minilm

VERSION = "1.0.0"
VIEWS = 3
SEED = 8
STAGES = (Stage(epochs=10, rate=2e-3, text_rate=0),)


def sentences_of(texts: list[str], name: str, work: Path) -> Sentences:
    states = sentence_states(texts, name, work)
    return Sentences(states, sentence_means(states, name, work))


@torch.inference_mode()
def dev_line(space: Space, flickr: Flickr, photos: Photos, captions: Sentences, classes: Sentences) -> str:
    """Recall on the dev photos, for choosing; the test photos are left for the end."""
    class_vectors = space.sentences(classes, torch.arange(len(classes.means)))
    which = torch.tensor(flickr.captions_of(flickr.dev))
    owner = [row // 5 for row in range(len(which))]
    words = torch.cat([space.sentences(captions, part) for part in which.split(500)])
    vectors = space.photos(photos.pooled[0][flickr.dev], photos.middle[0][flickr.dev], class_vectors)
    to_image, to_text = both_ways(vectors.numpy(), words.numpy(), owner)
    return f"dev text to image {to_image}, image to text {to_text}, lambda {space.path.weight.item():.3f}"


@torch.inference_mode()
def finished(space: Space, classes: Sentences, captions: Sentences, photos: Photos) -> tuple[ImageEncoder, TextEncoder]:
    """The encoders to export. Sentence vectors get the photos' mean length, which is what phi is trained on."""
    class_vectors: Tensor = space.sentences(classes, torch.arange(len(classes.means)))
    image = ImageEncoder(Backbone(), space.image_head, space.path, class_vectors).eval()
    text = TextEncoder(space.body, space.text_head).eval()
    some = torch.arange(0, len(captions.means), 40)
    lengths = image.join(photos.pooled[0][:1000], photos.middle[0][:1000]).norm(dim=1)
    x, mask = captions.states.batch(some)
    text.head.scale(float(lengths.mean() / text.finish(x, mask, LAYERS - TRAINED_LAYERS).norm(dim=1).mean()))
    return image, text


def build(data: Path, work: Path) -> tuple[ImageEncoder, TextEncoder]:
    """Everything up to the trained PyTorch encoders, which are also kept in the work folder."""
    flickr = read_flickr(data)
    captions = sentences_of(flickr.captions, "flickr8k", work)
    classes = sentences_of([as_sentence(name) for name in class_names()], "classes", work)
    views = [photo_features(flickr.files(), view, "flickr8k", work) for view in range(VIEWS)]
    photos = Photos([cells.float().mean(1) for cells, _ in views], [middle.float() for _, middle in views])
    torch.manual_seed(SEED)
    space = Space(load_minilm(), Backbone().classifier())
    for stage in STAGES:
        space = train(
            space, stage, flickr, photos, captions, classes,
            lambda epoch, now: print(epoch + 1, dev_line(now, flickr, photos, captions, classes), flush=True),
        )  # fmt: skip
    encoders = finished(space, classes, captions, photos)
    torch.save([encoder.state_dict() for encoder in encoders], work / "encoders.pt")
    return encoders


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="cache; about 3.5 GB")
    parser.add_argument("--out", type=Path, default=Path("models/starter"))
    parser.add_argument("--class-photos", type=Path, help="folder of one photo an ImageNet class, for the check")
    options = parser.parse_args()
    work, out = options.work, options.out
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    image, text = build(options.data, work)
    export_image_encoder(image, work / "image-encoder-f32.onnx")
    export_text_encoder(text, work / "text-encoder-f32.onnx")
    shrink_image_encoder(work / "image-encoder-f32.onnx", out / "image-encoder.onnx")
    shrink_text_encoder(work / "text-encoder-f32.onnx", out / "text-encoder.onnx")
    tokenizer = json.loads((minilm() / "tokenizer.json").read_text("utf8"))
    tokenizer |= {"truncation": None, "padding": None}
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), "utf8")
    (out / "tokenizer_config.json").write_text((minilm() / "tokenizer_config.json").read_text("utf8"), "utf8")
    export_captioner(*train_captioner(read_flickr(options.data), out / "image-encoder.onnx", work), work, out)
    export_networks(options.data, work, out)
    write_pack(out, VERSION, POOLED)
    evaluate(options.data, out, options.class_photos, work, "image-encoder.onnx")
    evaluate_captioner(options.data, out, work)


if __name__ == "__main__":
    main()

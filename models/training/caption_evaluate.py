"""Every figure of the captioner, from the pack's files: `python -m models.training.caption_evaluate`."""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from sacrebleu.metrics import BLEU

from .caption_data import CHANNELS, SIDE, caption_ids, photo_grids, plain
from .caption_runtime import CAPTIONS, CaptionRuntime
from .caption_training import Lesson, dev_nats, greedy, load_captioner, tokenizer
from .flickr import Flickr, read_flickr
from .recall import both_ways
from .runtime import ImageRuntime, TextRuntime, unit

GAMMAS = (0.0, 0.1, 0.2, 0.3, 0.5, 1.0)
"""Shares of the captions in a photo's vector."""
SEED = 8


class CaptionCheck:
    """A captioner before the photos of a corpus."""

    def __init__(self, flickr: Flickr, folder: Path, work: Path) -> None:
        self.flickr, self.folder = flickr, folder
        self.captioner = CaptionRuntime(folder)
        self.grids = photo_grids(folder / "image-encoder.onnx", flickr.files(), work)

    def grid(self, photo: int) -> np.ndarray:
        """f32 [1280, 9, 9]"""
        return self.grids[photo].T.astype(np.float32).reshape(CHANNELS, SIDE, SIDE)

    def true_captions(self, photo: int) -> list[str]:
        return [self.flickr.captions[index] for index in self.flickr.captions_of([photo])]

    def nats(self, work: Path) -> float:
        """Nats a word of the dev captions, by PyTorch: only there have unknown words a row of their own to read."""
        words = self.captioner.words
        ids = torch.from_numpy(caption_ids(self.flickr.captions, words, tokenizer()))
        return dev_nats(load_captioner(work), Lesson(self.flickr, words, ids, self.grids, {}))

    def bleu(self, photos: list[int]) -> dict:
        """BLEU-4 of greedy captions against all five, by sacrebleu (13a, lower case, no final full stop)."""
        said = [self.captioner.captions(self.grid(photo), 1, None)[0] for photo in photos]
        true = [[plain(caption) for caption in self.true_captions(photo)] for photo in photos]
        score = BLEU(lowercase=True).corpus_score(said, [list(column) for column in zip(*true, strict=True)])
        words = float(np.mean([len(caption.split()) for caption in said]))
        return {"BLEU-4": round(score.score, 1), "words": round(words, 1), "different": len(set(said))}

    def drawn(self, photos: list[int]) -> list[list[str]]:
        """Fifteen captions of each photo by nucleus sampling."""
        rng = np.random.default_rng(SEED)
        return [self.captioner.captions(self.grid(photo), CAPTIONS, rng) for photo in photos]

    def usefulness(self, photos: list[int], drawn: list[list[str]]) -> dict:
        """Recall@1/5/10 of the true captions as queries when photos are ranked by their drawn captions' vectors."""
        texts = TextRuntime(self.folder)
        flat = texts.embed([caption for captions in drawn for caption in captions])
        means = unit(flat.reshape(len(photos), CAPTIONS, -1).mean(1))
        queries = texts.embed([caption for photo in photos for caption in self.true_captions(photo)])
        owner = [row for row, photo in enumerate(photos) for _ in self.true_captions(photo)]
        files = self.flickr.files()
        images = ImageRuntime(self.folder).embed_files([files[photo] for photo in photos])
        found = {}
        for gamma in GAMMAS:
            found[f"gamma {gamma}"] = both_ways(unit(gamma * means + (1 - gamma) * images), queries, owner)[0]
        return found

    def milliseconds(self, photo: int, threads: int) -> dict:
        """Median and best of 20: memory, and memory with all steps of fifteen captions."""
        captioner = CaptionRuntime(self.folder, threads)
        grid, rng = self.grid(photo), np.random.default_rng(SEED)

        def spans(run) -> list[float]:
            taken = []
            for _ in range(21):
                start = time.perf_counter()
                run()
                taken.append(1000 * (time.perf_counter() - start))
            return [round(float(np.median(taken[1:])), 2), round(min(taken[1:]), 2)]

        return {
            "memory": spans(lambda: captioner.memory(grid)),
            "15 captions": spans(lambda: captioner.captions(grid, CAPTIONS, rng)),
        }


@torch.inference_mode()
def agreement(check: CaptionCheck, work: Path, photos: list[int]) -> dict:
    """The files beside PyTorch in 32 bits: cosines of the first words' logits, and captions that are the same."""
    model, words = load_captioner(work), check.captioner.words
    cells = torch.from_numpy(check.grids[photos]).float()
    trained = [words.text(ids) for ids in greedy(model, words, cells)]
    shipped = [check.captioner.captions(check.grid(photo), 1, None)[0] for photo in photos]
    pairs = [(a.split(), b.split()) for a, b in zip(trained, shipped, strict=True)]
    same = sum(x == y for a, b in pairs for x, y in zip(a, b, strict=False))
    begin = np.full(1, words.begin)
    first = [
        check.captioner.step(begin, check.captioner.past(1), check.captioner.memory(check.grid(photo)))[0]
        for photo in photos
    ]
    start = torch.full((len(photos), 1), words.begin)
    logits = model.decoder.sentences(start, model.memory(cells)).numpy()
    known = np.arange(len(words.tokens)) != words.begin
    cosines = (unit(np.concatenate(first)[:, known]) * unit(logits[:, known])).sum(1)
    return {
        "cosine": {"mean": round(float(cosines.mean()), 6), "min": round(float(cosines.min()), 6)},
        "same captions": round(100 * sum(a == b for a, b in pairs) / len(pairs), 1),
        "same words": round(100 * same / sum(max(len(a), len(b)) for a, b in pairs), 1),
    }


def evaluate_captioner(data: Path, folder: Path, work: Path) -> None:
    """Prints every figure."""

    def show(name: str, figures: object) -> None:
        print(name, json.dumps(figures), flush=True)

    flickr = read_flickr(data)
    check = CaptionCheck(flickr, folder, work)
    show("captioner ms on 2 threads", check.milliseconds(flickr.test[0], 2))
    show("captioner beside PyTorch", agreement(check, work, flickr.dev[:500]))
    show("captioner dev nats a word", round(check.nats(work), 3))
    show("captioner dev", check.bleu(flickr.dev))
    show("captioner test", check.bleu(flickr.test))
    drawn = check.drawn(flickr.test)
    distinct = [len(set(captions)) for captions in drawn]
    show("captioner distinct of 15", {"mean": round(float(np.mean(distinct)), 2), "least": min(distinct)})
    show("captioner test, true captions find photos", check.usefulness(flickr.test, drawn))
    for photo, captions in list(zip(flickr.test, drawn, strict=True))[:4]:
        show(flickr.names[photo], captions[:4])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pack", type=Path, default=Path("models/starter"))
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    evaluate_captioner(options.data, options.pack, options.work)


if __name__ == "__main__":
    main()

"""Training of the captioner on Flickr8k's training photos, chosen on its dev photos."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from torch.optim.lr_scheduler import OneCycleLR

from .caption_data import PAD, SIDE, UNKNOWN, Words, caption_ids, known_words, photo_grids, whole_words
from .captioner import Captioner, Shape
from .features import photo_features
from .flickr import Flickr
from .text_encoder import load_minilm, minilm

SEED = 8
EPOCHS = 12
VIEWS = 3
PHOTOS = 24
"""Photos a batch, each with its five captions."""
RATE = 8e-4
DECAY = 0.05
SMOOTHING = 0.05
COARSE_SHARE = 0.25
"""Photos that are shown mirrored or cropped but in 3x3 means only, which the encoders' training has cached."""
THREADS = 1
"""More are slower on a busy machine."""


@dataclass(frozen=True)
class Lesson:
    """Everything the training reads."""

    flickr: Flickr
    words: Words
    ids: Tensor
    grids: np.ndarray
    coarse: dict[int, Tensor]

    def captions(self, photos: list[int]) -> Tensor:
        """Ids of the captions of these photos, cut to the longest."""
        ids = self.ids[self.flickr.captions_of(photos)]
        return ids[:, : int((ids != PAD).sum(1).max())]


def tokenizer() -> Tokenizer:
    """The pack's tokenizer."""
    made = Tokenizer.from_file(str(minilm() / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def lesson(flickr: Flickr, encoder: Path, work: Path) -> Lesson:
    """Words come from the training captions alone."""
    pack_tokenizer = tokenizer()
    words = known_words([flickr.captions[i] for i in flickr.captions_of(flickr.train)], pack_tokenizer)
    ids = torch.from_numpy(caption_ids(flickr.captions, words, pack_tokenizer))
    grids = photo_grids(encoder, flickr.files(), work)
    coarse = {view: photo_features(flickr.files(), view, "flickr8k", work)[0] for view in range(1, VIEWS)}
    return Lesson(flickr, words, ids, grids, coarse)


def spread_cells(cells: Tensor) -> Tensor:
    """3x3 means [b, 9, c] to every cell of the grid, [b, 81, c]."""
    square = cells.view(-1, 3, 3, cells.shape[2])
    return square.repeat_interleave(3, 1).repeat_interleave(3, 2).flatten(1, 2)


def shown(data: Lesson, photos: list[int], rng: np.random.Generator) -> Tensor:
    """One view of each photo, f32 [b, 81, 1280]: its grid as it is or turned round, or another view's 3x3 means."""
    fine = torch.from_numpy(data.grids[photos])
    turned = fine.view(-1, SIDE, SIDE, fine.shape[2]).flip(2).flatten(1, 2)
    views = rng.integers(1, VIEWS, len(photos))
    means = torch.stack([data.coarse[view][photo] for view, photo in zip(views, photos, strict=True)])
    chance = torch.from_numpy(rng.random(len(photos)))[:, None, None]
    cells = torch.where(chance < (1 - COARSE_SHARE) / 2, turned, fine)
    return torch.where(chance > 1 - COARSE_SHARE, spread_cells(means), cells).float()


def loss_of(model: Captioner, ids: Tensor, cells: Tensor, smoothing: float) -> Tensor:
    """Sum of nats over all words to say but unknown ones."""
    before, after = ids[:, :-1], ids[:, 1:]
    before = torch.where(after == PAD, PAD, before)
    logits = model.decoder.sentences(before, model.memory(cells))
    target = after[before != PAD]
    return functional.cross_entropy(
        logits.float(), target, ignore_index=UNKNOWN, label_smoothing=smoothing, reduction="sum"
    )


@torch.inference_mode()
def greedy(model: Captioner, words: Words, cells: Tensor) -> list[list[int]]:
    """The likeliest next word each time, for many photos at once."""
    rows = len(cells)
    memory = model.memory(cells)
    ids = torch.full((rows, 1), words.begin)
    done = torch.zeros(rows, dtype=torch.bool)
    while not done.all() and ids.shape[1] <= 30:
        logits = model.decoder.sentences(ids, memory).view(rows, ids.shape[1], -1)[:, -1]
        logits[:, words.begin] = -torch.inf
        ids = torch.cat([ids, logits.argmax(1, keepdim=True)], 1)
        done |= ids[:, -1] == words.end
    return [row[1 : row.index(words.end)] if words.end in row else row[1:] for row in ids.tolist()]


@torch.inference_mode()
def dev_nats(model: Captioner, data: Lesson) -> float:
    """Nats a word on the dev captions, the end counted as a word; one number to choose by."""
    model.eval()
    total = 0.0
    photos = data.flickr.dev
    for at in range(0, len(photos), 50):
        part = photos[at : at + 50]
        cells = torch.from_numpy(data.grids[part]).float()
        total += float(loss_of(model, data.captions(part), cells, 0))
    captions = data.flickr.captions_of(photos)
    return total / whole_words([data.flickr.captions[i] for i in captions], data.ids[captions].numpy())


def first_words(words: Words, width: int) -> Tensor:
    """The sentence encoder's word table, its main directions alone, to start from."""
    table = load_minilm().words.weight.detach()
    ids = tokenizer().get_vocab()
    rows = table[[ids[token] for token in words.tokens]]
    rows = rows - rows.mean(0)
    _, _, directions = torch.linalg.svd(rows, full_matrices=False)
    start = rows @ directions[:width].T
    return start / start.std() * 0.05


def batches(photos: list[int], rng: np.random.Generator) -> Iterator[list[int]]:
    """All photos once, in random order; a rest that fills no batch waits for the next epoch."""
    order = rng.permutation(photos).tolist()
    for at in range(0, len(order) - PHOTOS + 1, PHOTOS):
        yield order[at : at + PHOTOS]


def load_captioner(work: Path) -> Captioner:
    """What the last training left in its work folder."""
    state = torch.load(work / "captioner.pt")["model"]
    model = Captioner(Shape(words=len(state["decoder.words"])))
    model.load_state_dict(state)
    return model.eval()


def train_captioner(flickr: Flickr, encoder: Path, work: Path) -> tuple[Captioner, Words]:
    """The trained captioner; an interrupted training goes on after its last whole epoch."""
    torch.set_num_threads(THREADS)
    torch.manual_seed(SEED)
    data = lesson(flickr, encoder, work)
    model = Captioner(Shape(words=len(data.words.tokens)))
    model.decoder.words.data.copy_(first_words(data.words, model.shape.width))
    steps = EPOCHS * (len(flickr.train) // PHOTOS)
    optimiser = torch.optim.AdamW(model.parameters(), RATE, betas=(0.9, 0.98), weight_decay=DECAY, fused=True)
    schedule = OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.15)
    checkpoint = work / "captioner.pt"
    first = 0
    if checkpoint.exists():
        kept = torch.load(checkpoint)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        schedule.load_state_dict(kept["schedule"])
        first = kept["epoch"]
    for epoch in range(first, EPOCHS):
        rng = np.random.default_rng((SEED, epoch))
        torch.manual_seed(SEED + epoch)
        model.train()
        for photos in batches(flickr.train, rng):
            ids, cells = data.captions(photos), shown(data, photos, rng)
            with torch.autocast("cpu", torch.bfloat16):
                total = loss_of(model, ids, cells, SMOOTHING)
            loss = total / (ids[:, 1:] >= 0).sum()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
        print(f"captioner epoch {epoch + 1}: {loss.item():.3f}, dev {dev_nats(model, data):.4f}", flush=True)
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}
        torch.save(state | {"epoch": epoch + 1}, checkpoint.with_suffix(".partial"))
        checkpoint.with_suffix(".partial").rename(checkpoint)
    return model.eval(), data.words

"""
An objective of our own, begun from LinCIR's network: a caption edited by rules must be what the sentence with the photo and the
edit says. f_t("a photo of $ that T") must be nearer to f_t(edited caption) than to all other captions, the unedited one too.
The photo is a training photo's embedding, or its caption's with noise.
"""

import random
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from .edit_captions import parse
from .edits import examples
from .edits_any import tidy
from .phi import EDITED, PHOTO, Phi, load_phi
from .phi_data import VIEWS, PhiData
from .phi_evaluate import dev_line
from .phi_lincir import blurred
from .phi_training import SEED, train

BATCH = 128
RATE = 5e-4
SCALE = 20.0
EXAMPLES = 20_000
PLAIN, WITH_OBJECTS, SEEN = 0.1, 0.5, 0.6
"""Shares: without an edit; the objects named, where there are any; the photo itself, where there is one"""


@dataclass(frozen=True)
class Lesson:
    """caption: its number among the training captions"""

    caption: int
    sentence: str
    edited: str


def fine_grained(words: str, added: list[str]) -> str:
    """F_G of the method."""
    return EDITED.format(words) + (f". And the photo should have {', '.join(added)}." if added else "")


def wordings(captions: list[str]) -> dict[str, int]:
    """The forms in which the examples tell a caption -> its number."""
    found: dict[str, int] = {}
    for index, line in enumerate(captions):
        plain = parse(line)
        for form in (tidy(line), *((plain.text(), plain.headline(), plain.present()) if plain else ())):
            found.setdefault(form, index)
    return found


def lessons(captions: list[str], number: int) -> list[Lesson]:
    """Rule-made examples whose caption is known, and captions as they are, a tenth of all."""
    rng = random.Random(SEED)
    numbers = wordings(captions)
    made = [Lesson(index, PHOTO, captions[index]) for index in rng.sample(range(len(captions)), int(PLAIN * number))]
    for one in examples(captions, number - len(made), SEED):
        sentence = fine_grained(one.instruction, one.added if rng.random() < WITH_OBJECTS else [])
        if one.caption in numbers and sentence.count("$") == 1 and len(sentence) < 140:
            made.append(Lesson(numbers[one.caption], sentence, one.edited))
    return made


def train_edits(data: PhiData, steps: int) -> Phi:
    captions, embeddings = data.lessons
    own = data.flickr.captions_of(data.flickr.train)
    owner = torch.tensor([data.flickr.photo_of_caption[i] for i in own])
    made = lessons(captions, EXAMPLES)
    with torch.no_grad():
        edited = data.reader.embed([one.edited for one in made])
    source = torch.tensor([one.caption for one in made])
    phi = load_phi("lincir", data.work)

    def seen(rows: Tensor) -> Tensor:
        """What phi sees of these captions: their photos, or themselves with noise."""
        captions = source[rows]
        photos = data.photos[torch.randint(VIEWS, (len(rows),)), owner[captions.clamp_max(len(owner) - 1)]]
        shown = (captions < len(owner)) & (torch.rand(len(rows)) < SEEN)
        return torch.where(shown[:, None], photos, blurred(embeddings[captions]))

    def loss_of() -> Tensor:
        rows = torch.randint(len(made), (BATCH,))
        queries = data.reader.embed([made[i].sentence for i in rows.tolist()], phi(seen(rows)))
        targets = torch.cat([edited[rows], embeddings[source[rows]]])
        logits = SCALE * functional.normalize(queries, dim=1) @ functional.normalize(targets, dim=1).T
        # Where nothing was edited, the caption itself is as right as the target.
        same = torch.tensor([made[i].sentence == PHOTO for i in rows.tolist()])
        hidden = functional.pad(torch.diag(same), (BATCH, 0))
        to_text = functional.cross_entropy(logits.masked_fill(hidden, -torch.inf), torch.arange(BATCH))
        return (to_text + functional.cross_entropy(logits[:, :BATCH].T, torch.arange(BATCH))) / 2

    train(phi, "edits", data.work, steps, RATE, loss_of, lambda: dev_line(phi, data))
    return phi

"""
Pairs of dev photos that differ in something that can be said: by the captions, the same kind of subject does the same thing (or
is in the same place), and the rest is the wording. A measure of composing for choices, made without flickr-cir's queries.
"""

import random
from dataclasses import dataclass

from .edit_captions import Caption, parse
from .flickr import Flickr


@dataclass(frozen=True)
class Pair:
    """Numbers of photos, and what is said to be different"""

    reference: int
    target: int
    words: str


def wording(rng: random.Random, a: Caption, b: Caption) -> str | None:
    """One thing that b has and a has not; None where they are too much alike or too little."""
    if a.noun != b.noun:
        return f"a {b.noun} instead of a {a.noun}" if a.verb == b.verb and set(a.chunks) & set(b.chunks) else None
    same_act, same_place = a.verb == b.verb, bool(set(a.chunks) & set(b.chunks))
    if not same_act and not same_place:
        return None
    look = [f"{' '.join(b.adjectives)} {b.noun}"] if b.adjectives and a.adjectives != b.adjectives else []
    more = [b.attachment] if b.attachment and a.attachment != b.attachment else []
    act = [] if same_act else [b.verb]
    place = [chunk for chunk in b.chunks if chunk not in a.chunks]
    parts = [*look, *more, " ".join([*act, *place])]
    return rng.choice([part for part in parts if part] or [None])


def dev_pairs(flickr: Flickr, number: int = 600) -> list[Pair]:
    """The same for the same data; a reference photo comes at most twice."""
    parsed = [(photo, parse(flickr.captions[i])) for photo in flickr.dev for i in flickr.captions_of([photo])]
    plain = [(photo, caption) for photo, caption in parsed if caption]
    rng = random.Random(3)
    rng.shuffle(plain)
    pairs: list[Pair] = []
    used: dict[int, int] = {}
    for photo, caption in plain:
        others = [(other, words) for other, there in plain if other != photo and (words := wording(rng, caption, there))]
        if others and used.get(photo, 0) < 2:
            pairs.append(Pair(photo, *rng.choice(others)))
            used[photo] = used.get(photo, 0) + 1
    return pairs[:number]

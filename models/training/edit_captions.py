"""Captions taken apart into who, what they wear or hold, what they do and where: enough of English for rules to change a part."""

import re
from dataclasses import dataclass, replace

from .edit_words import CLOTHES, COLOURS, COUNTS, FEMALE, MALE, PLACES, PLURALS, PREPOSITIONS, SINGULARS, THINGS, TRAITS

VOWEL = re.compile(r"[aeiou]")
COUNT_WORDS = sorted(COUNTS, key=len, reverse=True)
ING = re.compile(r"^[a-z-]{2,}ing$")
NOT_VERBS = {"during", "king", "ring", "string", "wing", "sling", "swing", "clothing", "railing", "building", "evening", "something", "being"}


@dataclass(frozen=True)
class Caption:
    """ "two young men in hats are sitting on a bench near a lake": a clause whose parts can be put together again."""

    count: str
    adjectives: tuple[str, ...]
    noun: str  # singular
    attachment: str  # "in hats", "wearing a red coat", or ""
    verb: str  # "sitting"
    chunks: tuple[str, ...]  # "on a bench", "near a lake"; the first may be the verb's object
    view: str = ""  # "a close up of"

    @property
    def plural(self) -> bool:
        return COUNTS[self.count] > 1

    def subject(self, attachment: bool = True) -> str:
        noun = PLURALS[self.noun] if self.plural else self.noun
        bare = " ".join([*self.adjectives, noun])
        count = self.count
        if count in ("a", "an"):
            count = "an" if VOWEL.match(bare) else "a"
        return " ".join(part for part in (count, bare, self.attachment if attachment else "") if part)

    def predicate(self) -> str:
        return " ".join([self.verb, *self.chunks])

    def text(self) -> str:
        be = "are" if self.plural else "is"
        if self.view:
            return own(f"{self.view} {self.subject()} {self.predicate()}", self)
        return own(f"{self.subject()} {be} {self.predicate()}", self)

    def headline(self) -> str:
        """Many captions leave out the auxiliary: "two dogs running"."""
        return re.sub(r" (is|are) ", " ", self.text(), count=1)

    def present(self) -> str:
        """ "two dogs run" """
        if self.verb not in PRESENT or self.view:
            return self.headline()
        be = "are" if self.plural else "is"
        return self.text().replace(f" {be} {self.verb}", f" {PRESENT[self.verb][self.plural]}", 1)

    def places(self) -> tuple[str, ...]:
        return tuple(chunk for chunk in self.chunks if kind_of(chunk) == "place")

    def with_(self, **parts: object) -> "Caption":
        return replace(self, **parts)


def own(text: str, caption: Caption) -> str:
    """his, her, its or their: as the subject asks for."""
    if caption.plural:
        word = "their"
    elif caption.noun in MALE:
        word = "his"
    elif caption.noun in FEMALE:
        word = "her"
    else:
        word = "its" if caption.noun in ("dog", "cat", "horse", "bird", "puppy", "cow", "bear", "duck", "elephant") else "their"
    return re.sub(r"\b(his|her|its|their)\b(?= \w)", word, text)


def parse(line: str) -> Caption | None:
    """None where the caption is not of the plain form."""
    text = re.sub(r"\s+([.,;'])", r"\1", line.lower()).strip(" .\"'")
    if re.search(r"[,;\"&()]|'s|\b(that|which|who|while|as|and then|another|each|its way)\b", text):
        return None
    count = next((word for word in COUNT_WORDS if text.startswith(word + " ")), None)
    if count is None:
        return None
    words = text[len(count) + 1 :].split()
    adjectives: list[str] = []
    while words and (words[0] in COLOURS or words[0] in TRAITS):
        adjectives.append(words.pop(0))
    if not words:
        return None
    noun = SINGULARS.get(words[0], words[0])
    if noun not in PLURALS or (words[0] in SINGULARS and words[0] != noun) != (COUNTS[count] > 1):
        return None
    attachment, rest = split_attachment(words[1:])
    if rest and rest[0] in ("is", "are"):
        rest = rest[1:]
    verb = rest[0] if rest else ""
    if not ING.match(verb):
        verb = ing_of(verb)
    if not verb or verb in NOT_VERBS or verb in ("wearing", "doing", "being", "having"):
        return None
    chunks = split_chunks(rest[1:])
    if chunks is None or len(rest) > 14:
        return None
    return Caption("a" if count == "the" else count, tuple(adjectives), noun, attachment, verb, chunks)


def split_attachment(words: list[str]) -> tuple[str, list[str]]:
    """The clothes that stand before the verb."""
    if words and words[0] in ("in", "wearing", "with"):
        for position, word in enumerate(words[1:8], 1):
            if word in ("is", "are") or (position > 1 and ing_of(word)) or ING.match(word):
                taken = words[:position]
                return (" ".join(taken), words[position:]) if taken[-1] in CLOTHES | {"hair"} else ("", [])
        return "", []
    return "", words


VERBS = {
    "runs": "running", "run": "running", "jumps": "jumping", "jump": "jumping", "stands": "standing", "stand": "standing",
    "sits": "sitting", "sit": "sitting", "walks": "walking", "walk": "walking", "plays": "playing", "play": "playing",
    "rides": "riding", "ride": "riding", "holds": "holding", "hold": "holding", "climbs": "climbing", "climb": "climbing",
    "swims": "swimming", "leaps": "leaping", "chases": "chasing", "carries": "carrying", "catches": "catching",
    "throws": "throwing", "looks": "looking", "look": "looking", "slides": "sliding", "plunges": "plunging",
    "skis": "skiing", "surfs": "surfing", "dances": "dancing", "eats": "eating", "drinks": "drinking", "kicks": "kicking",
    "lies": "lying", "lays": "laying", "watches": "watching", "leap": "leaping", "chase": "chasing", "carry": "carrying", "catch": "catching",
    "throw": "throwing", "slide": "sliding", "ski": "skiing", "surf": "surfing", "dance": "dancing", "eat": "eating",
    "drink": "drinking", "kick": "kicking", "lie": "lying", "pull": "pulling", "push": "pushing", "sleep": "sleeping",
    "swing": "swinging", "skate": "skating", "read": "reading", "swim": "swimming", "hang": "hanging", "smile": "smiling", "watch": "watching", "pulls": "pulling", "pushes": "pushing",
    "fights": "fighting", "fight": "fighting", "sleeps": "sleeping", "swings": "swinging", "skates": "skating",
    "reads": "reading", "paints": "painting", "hangs": "hanging", "pose": "posing", "poses": "posing", "hits": "hitting",
    "smiles": "smiling", "splashes": "splashing", "flies": "flying", "walking": "walking", "race": "racing", "races": "racing",
}  # fmt: skip


# "running" -> "runs", "run"
PRESENT = {ing: (singular, plural) for singular, ing in VERBS.items() if singular.endswith("s") for plural, other in VERBS.items() if other == ing and not plural.endswith("s")}


def ing_of(word: str) -> str:
    return VERBS.get(word, "")


def split_chunks(words: list[str]) -> tuple[str, ...] | None:
    """At every preposition a new one; none where a second clause begins."""
    chunks: list[list[str]] = []
    for word in words:
        if word in ("is", "are", "was", "has", "have"):
            return None
        joins = (word in PREPOSITIONS or (ING.match(word) and word not in NOT_VERBS)) and word not in ("of", "and", "up")
        joins = joins and not (chunks and chunks[-1][-1] in PREPOSITIONS)
        if joins or not chunks:
            chunks.append([])
        chunks[-1].append(word)
    if any(chunk[-1] in ("a", "an", "the", "and", "of") for chunk in chunks):
        return None
    if any(chunk[-1] in PREPOSITIONS - {"inside", "outside", "up", "down", "together"} for chunk in chunks):
        return None
    return tuple(" ".join(chunk) for chunk in chunks)


def kind_of(chunk: str) -> str:
    """ "object", "clothes", "place" or "other"."""
    words = chunk.split()
    head = words[-1]
    if head in CLOTHES and words[0] in ("in", "wearing", "with"):
        return "clothes"
    if words[0] not in PREPOSITIONS:
        return "object"
    if words[0] in ("in", "on", "at", "through", "near", "across", "along", "into", "over", "by", "inside", "outside", "down", "up") and head in PLACES:
        return "place"
    if head in THINGS:
        return "object"
    return "other"


def thing_of(chunk: str) -> str:
    """The noun phrase of a chunk: "with a red ball" -> "a red ball"."""
    words = chunk.split()
    while words and words[0] in PREPOSITIONS | {"up", "down"}:
        words.pop(0)
    return " ".join(words)


def head_of(phrase: str) -> str:
    """ "a red ball" -> "ball"."""
    return phrase.split()[-1]

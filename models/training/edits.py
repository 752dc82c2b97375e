"""
Examples that teach a small language model to rewrite a caption: (caption, instruction, edited caption, added objects), made by
rules from human captions, of every kind of change people ask for and in many wordings, most of them elliptic.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .edit_captions import PRESENT, Caption, head_of, kind_of, parse, thing_of
from .edit_words import (
    ANIMALS,
    BACKDROPS,
    BY_AGE_OR_SIZE,
    CLOTHES,
    COLOURS,
    COMPANY,
    COMPANY_DOES,
    FEMALE,
    HELD,
    IN_MOUTH,
    MALE,
    PEOPLE,
    PLURALS,
    POSES,
    SETTINGS,
    SKIES,
    THINGS,
    TIMES,
    TRAITS,
    VIEWS,
    WORN,
)
from .edits_any import change_any
from .flickr import read_flickr


@dataclass(frozen=True)
class Example:
    kind: str
    caption: str
    instruction: str
    edited: str
    added: list[str]


@dataclass(frozen=True)
class Change:
    """instruction: how a person might say it, without a full stop."""

    caption: Caption
    instruction: str
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pool:
    """Parts of real captions, to be put into others."""

    lines: list[str]
    actions: list[str]  # "sitting on a bench"
    captions: list[Caption]
    people: list[Caption]
    animals: list[Caption]
    places: list[str]


def pool_of(lines: list[str]) -> Pool:
    captions = [caption for caption in map(parse, lines) if caption]
    return Pool(
        lines,
        [" ".join([caption.verb, *caption.chunks[:2]]) for caption in captions if caption.chunks],
        captions,
        [caption for caption in captions if caption.noun in PEOPLE],
        [caption for caption in captions if caption.noun in ANIMALS],
        [place for caption in captions for place in caption.places()],
    )


Rule = Callable[[random.Random, Caption, Pool], Change | None]


def swap_subject(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    other = rng.choice(pool.people if rng.random() < 0.75 else pool.animals)
    count = rng.choice([caption.count, caption.count, other.count])
    if other.noun == caption.noun:
        return None
    dressed = bool(other.attachment) and rng.random() < 0.4
    keeps = other.noun in PEOPLE and caption.noun in PEOPLE
    attachment = other.attachment if dressed else (caption.attachment if keeps else "")
    adjectives = other.adjectives if rng.random() < 0.6 else ()
    new = caption.with_(count=count, adjectives=adjectives, noun=other.noun, attachment=attachment)
    asked = new.subject(attachment=dressed)
    bare = asked.split(" ", 1)[1] if count in ("a", "an") else asked
    old = caption.with_(adjectives=caption.adjectives if rng.random() < 0.3 else (), attachment="").subject()
    the_old = "the " + old.split(" ", 1)[1]
    wordings = [
        f"{asked} instead", f"{asked} instead of {the_old}", f"{asked} rather than {the_old}", f"{asked}, not {old}", asked,
        f"make it {asked}", f"replace {the_old} with {asked}", f"with {asked} instead of {the_old}", f"{bare} instead",
        f"{asked} this time", f"{asked} doing the same", f"change {the_old} to {asked}", f"same but {asked}",
        f"{bare} instead of {old}", f"{asked} {caption.verb}", f"{asked} {caption.verb} instead", f"it is {asked}",
    ]  # fmt: skip
    return Change(new, rng.choice(wordings), (asked,))


def who_does(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    """ "two kids chasing a ball": somebody else does something else, where it was before if nothing is said of that."""
    other = rng.choice(pool.people if rng.random() < 0.8 else pool.animals)
    if other.noun == caption.noun or not other.chunks:
        return None
    asked, doing = other.subject(attachment=rng.random() < 0.4), other.chunks[: rng.choice([1, 1, 2])]
    placed = any(kind_of(chunk) == "place" for chunk in doing)
    new = other.with_(attachment=other.attachment if other.attachment and asked.endswith(other.attachment) else "", chunks=(*doing, *(() if placed else caption.places()[:1])))
    action = " ".join([other.verb, *doing])
    old = caption.with_(adjectives=(), attachment="").subject().split(" ", 1)[1]
    wordings = [f"{asked} {action}", f"{asked} {action}", f"{asked}, {action}", f"{asked} {action} instead", f"{asked} {action} instead of the {old}", f"{asked} {action} this time", f"make it {asked} {action}"]
    return Change(new, rng.choice(wordings), (asked,))


def swap_thing(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    spots = [i for i, chunk in enumerate(caption.chunks) if head_of(chunk) in THINGS and " and " not in chunk]
    if not spots:
        return None
    spot = rng.choice(spots)
    chunk = caption.chunks[spot]
    old = thing_of(chunk)
    if not old or old.split()[0] in ("his", "her", "their", "its", "each"):
        return None
    new = rng.choice(HELD) if rng.random() < 0.5 else thing_of(rng.choice(rng.choice(pool.captions).chunks or HELD))
    if not new or head_of(new) not in THINGS or head_of(new) == head_of(old) or not new.startswith(("a ", "an ")):
        return None
    short = "the " + head_of(old) if rng.random() < 0.7 else old
    wordings = [
        f"{new} instead of {short}", f"{new} rather than {short}", f"with {new} instead of {short}", f"{new} instead",
        f"{new}, not {short}", f"replace {short} with {new}", f"with {new} rather than {short}", f"swap {short} for {new}",
        f"change {short} to {new}", f"{new}, no {head_of(old)}", f"make {short} {new}", f"{caption.verb} {new} instead",
        f"{head_of(new)} instead of {head_of(old)}", f"has {new} instead of {short}",
    ]  # fmt: skip
    chunks = (*caption.chunks[:spot], chunk[: len(chunk) - len(old)] + new, *caption.chunks[spot + 1 :])
    return Change(caption.with_(chunks=chunks), rng.choice(wordings), (new,))


def count_subject(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    count = rng.choice(["a", "a", "two", "two", "three", "three", "four", "five", "several", "a group of", "a crowd of", "many"])
    if count == caption.count:
        return None
    new = caption.with_(count=count, attachment=caption.attachment if rng.random() < 0.5 else "")
    many, one, had = PLURALS[caption.noun], caption.noun, PLURALS[caption.noun] if caption.plural else caption.noun
    if count == "a":
        lone = rng.choice(["", "", "lone "])
        wordings = [
            f"only one {one}", f"just one {one}", f"a single {one}", f"one {one}", f"only one {one} {caption.verb}", f"just a {one}",
            f"one {one} instead of {caption.count}", f"a {lone}{one} alone", f"only one of them", f"the {one} alone", f"just one",
            f"one {one}, not {caption.count}", f"a {one} on {'his' if one in MALE else 'her' if one in FEMALE else 'its'} own", f"just one {one} {caption.verb} there",
        ]  # fmt: skip
        return Change(new, rng.choice(wordings))
    old = caption.count if caption.plural else "one"
    wordings = [
        f"{count} {many}", f"{count} {many} instead of {old}", f"{count} {many} rather than {old}", f"make it {count} {many}",
        f"{count} {many} {caption.verb}", f"{count} instead of {old}", f"there are {count} {many}", f"{count} of them", f"{count} {many} this time",
    ]  # fmt: skip
    if count in ("two", "three", "four", "five") and caption.plural:
        wordings += [f"only {count} {many}", f"just {count} {many}", f"just {count} of them"]
    if count == "two" and not caption.plural:
        wordings = [f"another {one}", f"a second {one}", f"one more {one}", f"add another {one}", f"a second {one} {caption.verb}", *wordings[:5]]
    if had == many and count in ("a group of", "a crowd of"):
        return None
    return Change(new, rng.choice(wordings))


def colour_subject(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    animal = caption.noun in ANIMALS
    trait = rng.choice(COLOURS[:4] + COLOURS[-3:]) if animal else rng.choice(("young", "old", "blond", "elderly", "tall", "teenage", "shirtless", "bearded"))
    if trait in caption.adjectives:
        return None
    kept = () if animal else tuple(word for word in caption.adjectives if word not in TRAITS)
    new = caption.with_(adjectives=(trait, *kept))
    noun = PLURALS[caption.noun] if caption.plural else caption.noun
    be = "are" if caption.plural else "is"
    wordings = [
        f"the {noun} {be} {trait}", f"but the {noun} {be} {trait}", f"same but the {noun} {be} {trait}", f"{trait} {noun}", f"make the {noun} {trait}",
        f"a {trait} {caption.noun} instead" if not caption.plural else f"{trait} {noun} instead", f"{trait} instead", f"with a {trait} {caption.noun}",
    ]  # fmt: skip
    return Change(new, rng.choice(wordings))


def colour_thing(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    """The colour of something worn or held."""
    phrases = [caption.attachment, *caption.chunks]
    spots = [i for i, phrase in enumerate(phrases) if phrase and head_of(phrase) in THINGS | CLOTHES and " and " not in phrase]
    if not spots:
        return None
    spot = rng.choice(spots)
    words, colour = phrases[spot].split(), rng.choice(COLOURS[:11])
    if colour in words:
        return None
    old = [i for i, word in enumerate(words) if word in COLOURS]
    if old:
        words[old[0]] = colour
    else:
        words.insert(len(words) - 1, colour)
        words = [("a" if word == "an" else word) for word in words]
    noun = words[-1]
    be = "are" if noun.endswith("s") and noun not in ("dress", "harness", "grass") else "is"
    wordings = [
        f"the {noun} {be} {colour}", f"and the {noun} {be} {colour}", f"{colour} {noun}", f"make the {noun} {colour}", f"with a {colour} {noun}" if be == "is" else f"with {colour} {noun}",
        f"a {colour} {noun}" if be == "is" else f"{colour} {noun}", f"{colour} {noun} instead", f"same but with a {colour} {noun}" if be == "is" else f"same but {colour} {noun}",
    ]  # fmt: skip
    phrases[spot] = " ".join(words)
    return Change(caption.with_(attachment=phrases[0], chunks=tuple(phrases[1:])), rng.choice(wordings))


def dress(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    if caption.noun not in PEOPLE and rng.random() < 0.8:
        return None
    donor = rng.choice(pool.people).attachment
    worn = donor.split(" ", 1)[1] if donor and "hair" not in donor and rng.random() < 0.5 else rng.choice(WORN)
    if rng.random() < 0.15:
        worn = rng.choice(COLOURS[:11])
        return Change(caption.with_(attachment=f"in {worn}"), rng.choice([f"dressed in {worn}", f"in {worn}", f"wearing {worn}", f"all in {worn}"]))
    pronoun = "he" if caption.noun in MALE else "she" if caption.noun in FEMALE else "they"
    be = "are" if pronoun == "they" else "is"
    wordings = [
        f"wearing {worn}", f"in {worn}", f"with {worn}", f"dressed in {worn}", f"{worn}", f"{pronoun} {be} wearing {worn}", f"but wearing {worn}",
        f"add {worn}", f"wearing {worn} instead", f"put on {worn}", f"has {worn} on", worn.removeprefix("a ").removeprefix("an "), worn.removeprefix("a ").removeprefix("an "),
    ]  # fmt: skip
    return Change(caption.with_(attachment=f"wearing {worn}"), rng.choice(wordings), (worn,))


def hold(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    animal = caption.noun in ANIMALS
    if animal:
        thing = rng.choice(IN_MOUTH)
        new = f"with {thing} in its mouth"
        wordings = [f"with {thing} in its mouth", f"holding {thing} in its mouth", f"carrying {thing}", f"and it has {thing}", f"with {thing}", f"add {thing}"]
    else:
        thing = rng.choice(HELD)
        new = f"holding {thing}"
        wordings = [
            f"holding {thing}", f"with {thing} in hand", f"with {thing}", f"carrying {thing}", f"and holding {thing}", f"has {thing}", f"holds {thing} in one hand",
            f"add {thing}", f"there is {thing}", f"plus {thing}", f"{thing} in his hands" if caption.noun in MALE else f"{thing} in her hands",
        ]  # fmt: skip
    if head_of(thing) in caption.text():
        return None
    return Change(caption.with_(chunks=(*caption.chunks, new)), rng.choice(wordings), (thing,))


def accompany(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    company, does = rng.choice(COMPANY), rng.choice(COMPANY_DOES)
    if rng.random() < 0.3:
        other = rng.choice(pool.captions).with_(attachment="")
        company, does = other.subject(), " ".join([other.verb, *other.chunks[:1]])
    if head_of(company) in caption.subject():
        return None
    doing = does.replace("them", "them" if caption.plural else ("him" if caption.noun in MALE else "her" if caption.noun in FEMALE else "it"))
    phrase = f"with {company} {doing}"
    wordings = [
        f"with {company} {doing}", f"and {company} {doing}", f"{company} {doing}", f"add {company} {doing}", f"with {company}", f"there is {company} {doing}",
        f"{company} is {doing}" if " " in company and doing.split()[0].endswith("ing") else f"{company} {doing}", f"plus {company}", f"{company} next to them",
    ]  # fmt: skip
    instruction = rng.choice(wordings)
    if instruction in (f"with {company}", f"plus {company}"):
        phrase = f"with {company}"
    elif instruction.endswith("next to them"):
        phrase = f"next to {company}"
    return Change(caption.with_(chunks=(*caption.chunks, phrase)), instruction, (company,))


def remove(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    phrases = [caption.attachment, *caption.chunks]
    spots = [
        i
        for i, phrase in enumerate(phrases)
        if phrase and (head_of(phrase) in THINGS | CLOTHES or (phrase.startswith("with ") and i)) and not (i == 1 and kind_of(phrase) == "object" and caption.verb not in ("holding", "carrying", "riding", "playing", "throwing", "catching", "chasing", "kicking"))
    ]  # fmt: skip
    if not spots:
        return None
    spot = rng.choice(spots)
    thing = thing_of(phrases[spot]) or phrases[spot]
    bare = head_of(thing) if rng.random() < 0.7 else " ".join(w for w in thing.split() if w not in ("a", "an", "the", "his", "her", "their", "its"))
    # "a ball in its mouth": the mouth goes with the ball
    gone = {spot, spot + 1} if spot + 1 < len(phrases) and phrases[spot + 1].endswith(("mouth", "hand", "hands")) else {spot}
    verb, rest = caption.verb, [phrase for i, phrase in enumerate(phrases) if i not in gone]
    if spot == 1 and kind_of(phrases[1]) == "object" and verb != "playing":
        verb = {"riding": "going", "holding": "standing", "carrying": "walking", "throwing": "standing", "catching": "jumping", "chasing": "running", "kicking": "running"}.get(verb, verb)
    new = caption.with_(attachment=rest[0] if spot else "", verb=verb, chunks=tuple(rest[1:] if spot else caption.chunks))
    wordings = [
        f"without the {bare}", f"no {bare}", f"without {thing}", f"remove the {bare}", f"with no {bare}", f"take away the {bare}", f"not {thing}",
        f"same but without the {bare}", f"no {bare}, just {verb}", f"the {bare} is gone", f"without any {bare}", f"no {bare} this time", f"without the {bare}, just {verb}",
    ]  # fmt: skip
    return Change(new, rng.choice(wordings))


def remove_unseen(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    """What the caption never spoke of is not to be spoken of."""
    thing = head_of(rng.choice(HELD + WORN + BACKDROPS))
    if thing in caption.text():
        return None
    return Change(caption, rng.choice([f"no {thing}", f"without the {thing}", f"nobody else around", f"with no {thing}", f"remove the {thing}", f"no one watching"]))


def move(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    place = rng.choice(SETTINGS) if rng.random() < 0.5 else rng.choice(pool.places)
    if rng.random() < 0.12:
        place = rng.choice(["indoors", "outdoors", "inside", "outside"])
    if place in caption.chunks:
        return None
    kept = tuple(chunk for chunk in caption.chunks if kind_of(chunk) != "place")
    action = rng.choice([caption.verb, "thing", "action", "scene", "pose"])
    wordings = [
        place, f"but {place}", f"{place} instead", f"{caption.verb} {place}", f"now {place}", f"same {action} {place}", f"the same but {place}", f"this time {place}",
        f"make it {place}", f"move it {place}", f"{place} this time", f"same, {place}", f"change the place to {place.split(' ', 1)[-1]}", f"{caption.verb} {place} instead",
    ]  # fmt: skip
    return Change(caption.with_(chunks=(*kept, place)), rng.choice(wordings))


def light(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    time = rng.choice(TIMES)
    word = time.split()[-1]
    wordings = [time, f"but {time}", f"make it {time}", f"same but {time}", f"{word}", f"it is {word}", f"now {time}", f"same scene {time}", f"with the light of {word}"]
    return Change(caption.with_(chunks=(*caption.chunks, time)), rng.choice(wordings))


def backdrop(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    thing = rng.choice(BACKDROPS)
    who = "them" if caption.plural else "him" if caption.noun in MALE else "her" if caption.noun in FEMALE else "it"
    place = rng.choice(["in the background", f"behind {who}", "in the distance", "below", f"in front of {who}"])
    wordings = [f"with {thing} {place}", f"{thing} {place}", f"add {thing} {place}", f"and {thing} {place}", f"there should be {thing} {place}"]
    return Change(caption.with_(chunks=(*caption.chunks, f"with {thing} {place}")), rng.choice(wordings), (thing,))


def sky(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    thing = rng.choice(SKIES)
    wordings = [f"against {thing}", f"against {thing}", f"in front of {thing}", f"with {thing} behind", f"{thing} behind them", f"and {thing} behind"]
    return Change(caption.with_(chunks=(*caption.chunks, f"against {thing}")), rng.choice(wordings))


def act(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    other = rng.choice(pool.people if caption.noun in PEOPLE else pool.animals)
    if other.verb == caption.verb or not other.chunks:
        return None
    doing = other.chunks[: rng.choice([1, 1, 2])]
    placed = any(kind_of(chunk) == "place" for chunk in doing)
    kept = () if placed else caption.places()[:1]
    new = caption.with_(verb=other.verb, chunks=(*doing, *kept))
    action = " ".join([other.verb, *doing])
    wordings = [
        action, f"{action} instead", f"but {action}", f"{action} instead of {caption.verb}", f"{action}, not {caption.verb}", f"now {action}", f"{action} rather than {caption.verb}",
        f"make them {action}", f"this time {action}", f"the {caption.noun} is {action}", f"same {caption.noun} {action}", f"should be {action}", f"{action} this time",
    ]  # fmt: skip
    if other.verb in PRESENT:
        does = " ".join([PRESENT[other.verb][caption.plural], *doing])
        noun = PLURALS[caption.noun] if caption.plural else caption.noun
        wordings += [f"the {noun} {does}", f"{noun} {does}", f"{'they' if caption.plural else 'it' if caption.noun in ANIMALS else 'someone'} {does}"]
    return Change(new, rng.choice(wordings))


def pose(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    how = rng.choice(POSES)
    wordings = [how, f"with {how}", f"{how} this time", f"but {how}", f"{rng.choice(['his', 'her', 'their'])} {how}"]
    return Change(caption.with_(chunks=(*caption.chunks, f"with {how}")), rng.choice(wordings))


def compare(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    """ "an older man" """
    said, trait = rng.choice(BY_AGE_OR_SIZE)
    if trait in caption.adjectives:
        return None
    noun = PLURALS[caption.noun] if caption.plural else caption.noun
    adjectives = (trait, *(word for word in caption.adjectives if word in COLOURS))
    return Change(caption.with_(adjectives=adjectives), rng.choice([f"{said} {noun}", f"a {said} {noun}" if not caption.plural else f"{said} {noun}", f"make the {noun} {said}"]))


def one_of_them(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    if not caption.plural:
        return None
    other = rng.choice(pool.people if caption.noun in PEOPLE else pool.animals)
    action = " ".join([other.verb, *other.chunks[:1]])
    if rng.random() < 0.5:
        return Change(caption.with_(chunks=(*caption.chunks, f"with one of them {action}")), rng.choice([f"one of them {action}", f"one is {action}", f"and one {action}"]))
    new = caption.with_(verb=other.verb, chunks=other.chunks[:1])
    return Change(new, rng.choice([f"both of them {action}", f"all {action}", f"they are {action}", f"all of them {action}", f"the {caption.count} of them {action}"]))


def look(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    view, wordings = rng.choice(VIEWS)
    return Change(caption.with_(view=view), rng.choice(wordings).format(n=rng.choice([caption.noun, f"the {caption.noun}"])))


RULES: dict[str, tuple[Rule, ...]] = {
    "swap-object": (swap_subject, swap_subject, swap_thing, swap_thing, who_does),
    "change-action": (act, act, act, one_of_them, pose),
    "change-count": (count_subject,),
    "change-scene": (move, move, light, backdrop),
    "add-object": (hold, accompany, accompany, backdrop),
    "remove-object": (remove, remove, remove, remove_unseen),
    "change-attribute": (colour_subject, colour_thing, dress, dress, compare),
    "viewpoint-or-style": (look, look, light, sky),
}
SHARES = {"swap-object": 20, "change-action": 16, "change-count": 13, "change-scene": 13, "add-object": 13, "remove-object": 11, "change-attribute": 12, "viewpoint-or-style": 10}
# Two at once read well in these orders only: who before what they do before where.
PAIRS = (
    (swap_subject, move), (swap_subject, act), (swap_subject, dress), (count_subject, move), (count_subject, act), (dress, act), (dress, move), (act, accompany),
    (colour_subject, act), (colour_subject, move), (swap_subject, backdrop), (count_subject, hold), (dress, hold), (act, light), (look, light), (look, backdrop), (look, sky), (look, sky), (swap_subject, sky),
    (swap_subject, look), (remove, act), (remove, move), (remove, dress), (swap_subject, remove), (act, look), (count_subject, look), (hold, dress), (move, dress),
    (swap_subject, hold), (accompany, move), (colour_thing, move), (count_subject, dress), (remove_unseen, act), (move, backdrop), (swap_subject, colour_thing),
    (look, pose), (remove, pose), (compare, remove), (compare, move), (remove_unseen, pose), (hold, colour_thing),
)  # fmt: skip


def together(rng: random.Random, caption: Caption, pool: Pool) -> Change | None:
    first, second = rng.choice(PAIRS)
    one = first(rng, caption, pool)
    two = one and second(rng, one.caption, pool)
    if not one or not two or (one.caption.text() == caption.text() and first is not remove_unseen):
        return None
    glue = rng.choice([", ", ", ", ", ", " and ", ", and ", " "])
    return Change(two.caption, one.instruction.removesuffix(" instead") + glue + two.instruction.removeprefix("and ").removeprefix("but "), (*one.added, *two.added))


def example(rng: random.Random, kind: str, pool: Pool) -> Example:
    """Half of them by the parts of a caption, half on captions as they come."""
    if rng.random() < 0.5:
        return example_as_it_comes(rng, pool)
    while True:
        caption = rng.choice(pool.captions)
        rule = together if rng.random() < 0.25 else rng.choice(RULES[kind])
        change = rule(rng, caption, pool)
        if change and (change.caption != caption or rule is remove_unseen) and change.caption.chunks + (change.caption.verb,):
            name = "several" if rule is together else kind
            added = list(dict.fromkeys(change.added))
            if rng.random() < 0.08:
                change = replace(change, instruction=same(rng, caption) + change.instruction.removeprefix("but ").removeprefix("same "))
            tell = rng.choices([Caption.text, Caption.headline, Caption.present], [6, 2, 2])[0]
            return Example(name, tell(caption), change.instruction, tell(change.caption), added)


def example_as_it_comes(rng: random.Random, pool: Pool) -> Example:
    while True:
        made = change_any(rng, rng.choice(pool.lines), pool.actions)
        if made:
            kind, caption, change = made
            return Example(kind, caption, change.instruction, change.text, list(change.added))


def same(rng: random.Random, caption: Caption) -> str:
    """What people say first of what shall stay; it asks for nothing."""
    parts = [" ".join(part.split()[-2:]) for part in (caption.attachment, *caption.chunks) if len(part.split()) > 2]
    what = rng.choice(
        [caption.noun, "scene", "pose", "action", "clothes", "setting", "thing", "activity", "colours", "place", PLURALS[caption.noun], *(part.removeprefix("a ").removeprefix("the ") for part in parts)]
    )
    return f"{rng.choice(['same', 'the same'])} {what}{rng.choice([' but ', ', ', ' '])}"


def examples(captions: list[str], number: int, seed: int) -> list[Example]:
    """Different ones, the same for the same seed."""
    rng = random.Random(seed)
    pool = pool_of(captions)
    found: dict[tuple[str, str], Example] = {}
    while len(found) < number:
        made = example(rng, rng.choices(list(SHARES), list(SHARES.values()))[0], pool)
        found.setdefault((made.caption, made.instruction), made)
    return list(found.values())


def teaching_captions(data: Path) -> list[str]:
    """Flickr8k's training photos and COCO val2017; never the photos of an evaluation."""
    flickr = read_flickr(data)
    coco = (data / "coco-captions" / "captions-val2017.txt").read_text("utf8").splitlines()
    return [flickr.captions[caption] for caption in flickr.captions_of(flickr.train)] + coco


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes examples, one JSON object a line")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--number", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    made = examples(teaching_captions(options.data), options.number, options.seed)
    options.out.write_text("".join(json.dumps(asdict(one)) + "\n" for one in made), "utf8")
    print(Counter(one.kind for one in made))


if __name__ == "__main__":
    main()

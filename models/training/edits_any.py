"""
Rules for captions of any build: they change one phrase and leave the words around it alone, so that names, second clauses and
slips of the pen are copied as they are. The form of edits.py's rules, on text.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from .edit_words import (
    ADVERBIAL,
    ANIMALS,
    BACKDROPS,
    CLOTHES,
    COLOURS,
    COMPANY,
    COMPANY_DOES,
    COMPARED,
    COMPOUNDS,
    FEMALE,
    HELD,
    MALE,
    PEOPLE,
    PLACES,
    PLURALS,
    POSES,
    SAME_THING,
    SETTINGS,
    SINGULARS,
    THINGS,
    TIMES,
    TRAITS,
    UNDERGONE,
    VIEWS,
    WORN,
)

ARTICLES = ("a", "an", "the", "his", "her", "their", "its", "some", "two", "three", "four", "several")


@dataclass(frozen=True)
class TextChange:
    text: str
    instruction: str
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrase:
    """words[start:end] is a noun phrase that ends with its noun."""

    start: int
    end: int
    article: str
    noun: str
    colour: str


def tidy(line: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s+([.,;!?'])", r"\1", line.lower().replace('"', ""))).strip(" .,'")


def phrases(words: list[str], nouns: set[str]) -> list[Phrase]:
    """ "a small red ball": an article, at most three adjectives, one of the nouns."""
    found = []
    for end, noun in enumerate(words):
        if noun not in nouns:
            continue
        start = end - 1 if end and words[end - 1] in COMPOUNDS else end
        while start > max(0, end - 4) and words[start - 1] in COLOURS + TRAITS:
            start -= 1
        if start and words[start - 1] in ARTICLES:
            colour = next((word for word in words[start:end] if word in COLOURS), "")
            found.append(Phrase(start - 1, end + 1, words[start - 1], noun, colour))
    return found


def put(words: list[str], phrase: Phrase, new: str) -> str:
    return " ".join([*words[: phrase.start], *new.split(), *words[phrase.end :]])


def named(rng: random.Random, noun: str) -> str:
    """As somebody might call it who has not read the caption."""
    return rng.choice(SAME_THING[noun]) if noun in SAME_THING and rng.random() < 0.35 else noun


def swap_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    found = phrases(words, THINGS)
    if not found:
        return None
    phrase, new = rng.choice(found), rng.choice(HELD)
    head = new.split()[-1]
    if phrase.noun.endswith("s") or head in words or not new.startswith(("a ", "an ")):
        return None
    old = named(rng, phrase.noun)
    before = words[phrase.start - 1] if phrase.start else ""
    lead = before if before in ("with", "on", "holding", "carrying", "riding", "throwing", "catching", "kicking", "chasing", "for") else ""
    wordings = [
        f"{new} instead of the {old}", f"{new} rather than a {old}", f"{new}, not a {old}", f"{head} instead of {old}", f"{new} instead of {old}",
        f"{lead} {new} rather than the {old}", f"{lead} {new} instead of a {old}", f"{lead} {new}, no {old}", f"no {old}, {lead} {new}", f"swap the {old} for {new}",
    ]  # fmt: skip
    return TextChange(put(words, phrase, new), " ".join(rng.choice(wordings).split()), (new,))


def paint_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    found = phrases(words, THINGS | CLOTHES | set(ANIMALS) | {"hair", "wall", "fence", "building", "house"})
    if not found:
        return None
    phrase, colour = rng.choice(found), rng.choice(COLOURS[:11])
    if colour in words[phrase.start : phrase.end]:
        return None
    inner = [word for word in words[phrase.start + 1 : phrase.end - 1] if word not in COLOURS]
    article = {"an": "a"}.get(phrase.article, phrase.article)
    article = "an" if article == "a" and (inner or [colour])[0][0] in "aeiou" else article
    be = "are" if phrase.noun.endswith("s") and phrase.noun not in ("dress", "harness") else "is"
    one = f"a {colour} {phrase.noun}" if be == "is" else f"{colour} {phrase.noun}"
    noun = named(rng, phrase.noun)
    wordings = [f"the {noun} {be} {colour}", f"{colour} {noun}", f"make the {noun} {colour}", f"but the {noun} {be} {colour}", one, f"and the {noun} {be} {colour}", f"{colour} {noun} instead"]
    if phrase.colour:
        wordings += [f"{colour} instead of {phrase.colour}", f"a {colour} {noun}, not a {phrase.colour} one"]
    return TextChange(put(words, phrase, " ".join([article, *inner, colour, phrase.noun])), rng.choice(wordings))


def remove_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    """ "wearing a blue coat and a hat" -> "wearing a hat"; "with a ball" is left out whole."""
    found = [phrase for phrase in phrases(words, THINGS | CLOTHES) if phrase.start > 2]
    if not found:
        return None
    phrase = rng.choice(found)
    before, after = words[: phrase.start], words[phrase.end :]
    if after[:1] == ["and"] and len(after) > 1 and (after[1] in ARTICLES + COLOURS or after[1] in CLOTHES):
        after = after[1:]
    elif before[-1] == "and" and before[-2] in THINGS | CLOTHES:
        before = before[:-1]
    elif before[-1] in ("with", "in", "wearing", "holding", "carrying", "on", "near", "by", "using") and (not after or after[0] not in ("and", "of")):
        if before[-1] in ("holding", "carrying", "wearing", "using") and before[-2] in ("is", "are", "and"):
            return None
        before = before[:-1]
        if after[:1] == ["in"] and len(after) > 2 and after[2] in ("mouth", "hand", "hands"):
            after = after[3:]
    else:
        return None
    noun = named(rng, phrase.noun)
    wordings = [f"no {noun}", f"without the {noun}", f"with no {noun}", f"no {noun} this time", f"remove the {noun}", f"the {noun} is gone", f"without a {noun}", f"without any {noun}"]
    return TextChange(" ".join(before + after), rng.choice(wordings))


def remove_nothing(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    thing = rng.choice(HELD + WORN).split()[-1]
    if any(word in words for word in (thing, *SAME_THING.get(thing, ()))):
        return None
    return TextChange(" ".join(words), rng.choice([f"no {thing}", f"without the {thing}", f"with no {thing}", "nobody around", "no one else there", f"no {thing} this time"]))


def who_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    """Another subject of the same number; its own clothes and colours go with the old one."""
    found = [phrase for phrase in phrases(words, set(PLURALS) | set(SINGULARS)) if phrase.start == 0]
    if not found or found[0].noun in ("couple", "couples"):
        return None
    phrase, rest = found[0], words[found[0].end :]
    plural = phrase.noun in SINGULARS
    old = SINGULARS.get(phrase.noun, phrase.noun)
    other = rng.choice([noun for noun in (PEOPLE if old in PEOPLE else PLURALS) if noun != old])
    trait = rng.choice(("", "", "", "young ", "old ", "little ", "blond ")) if other in PEOPLE else rng.choice(("", "black ", "white "))
    worn = rng.choice(("", "", "", f" in {rng.choice(WORN)}"))
    if worn:
        rest = without_clothes(rest)
    bare = f"{trait}{PLURALS[other] if plural else other}{worn}"
    article = phrase.article if plural else ("an" if bare[0] in "aeiou" else "a")
    asked = rng.choice([bare, f"{article} {bare}"]) if plural else f"{article} {bare}"
    if article == "the" and asked != bare:
        asked = bare
    called = phrase.noun if rng.random() < 0.7 else {"man": "guy", "boy": "kid", "girl": "kid", "men": "guys", "boys": "kids", "girls": "kids"}.get(phrase.noun, phrase.noun)
    wordings = [f"{asked} instead", f"{asked} instead of the {called}", f"{asked} rather than the {called}", f"{bare} instead", asked, f"{asked}, not the {called}", f"{bare} instead of {called}"]
    text = owned(f"{article if not plural else phrase.article} {bare} {' '.join(rest)}", other, plural)
    return TextChange(text, rng.choice(wordings), (asked,))


def without_clothes(rest: list[str]) -> list[str]:
    if rest[:1] in (["in"], ["wearing"]):
        end = next((i for i, word in enumerate(rest[:7]) if word in CLOTHES), None)
        if end is not None and rest[end + 1 : end + 2] != ["and"]:
            return rest[end + 1 :]
    return rest


def owned(text: str, noun: str, plural: bool) -> str:
    word = "their" if plural else "his" if noun in MALE else "her" if noun in FEMALE else "its" if noun in ANIMALS else "their"
    return re.sub(r"\b(his|her|its|their)\b(?= \w)", word, text)


def count_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    counts = ("two", "three", "four", "five", "six", "several", "a group of", "many")
    text = " ".join(words)
    old = next((count for count in counts if text.startswith(count + " ")), "")
    if not old:
        return None
    new = rng.choice([count for count in counts[:6] if count != old])
    noun = next((word for word in words[1:5] if word in SINGULARS), "")
    if not noun:
        return None
    wordings = [f"{new} instead of {old}", f"{new} {noun}", f"{new} of them", f"{new} rather than {old}", f"make it {new}", f"{new} {noun} this time", f"only {new} {noun}", f"just {new}"]
    return TextChange(new + text[len(old) :], rng.choice(wordings[: 6 if counts.index(new) > counts.index(old) else 8]))


def add_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    text = " ".join(words)
    if rng.random() < 0.5:
        who, does = rng.choice(COMPANY), rng.choice(COMPANY_DOES)
        phrase, thing = f"{who} {does}", who
        wordings = [f"with {phrase}", phrase, f"and {phrase}", f"add {phrase}", f"with {phrase} too"]
    else:
        thing = rng.choice(BACKDROPS)
        phrase = f"{thing} {rng.choice(['in the background', 'behind', 'in the distance', 'below', 'nearby'])}"
        wordings = [f"with {phrase}", phrase, f"and {phrase}", f"add {phrase}"]
    if thing.split()[-1] in words:
        return None
    return TextChange(f"{text} with {phrase}", rng.choice(wordings), (thing,))


def where_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    """The place at the end, if there is one, gives way."""
    end = len(words)
    if words[-1] in PLACES:
        start = next((i for i in range(end - 1, max(end - 6, 3), -1) if words[i] in ("in", "on", "at", "through", "near", "along", "down", "across")), None)
        if start is None:
            return None
        end = start
    place = rng.choice(SETTINGS + TIMES)
    if place in TIMES:
        end = len(words)
    wordings = [place, f"but {place}", f"{place} instead", f"same thing {place}", f"this time {place}", f"now {place}", f"same but {place}"]
    return TextChange(" ".join([*words[:end], place]), rng.choice(wordings))


def look_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    text = re.sub(r" (?:is|are)(?= [a-z]+ing\b)", "", " ".join(words), count=1)
    view, wordings = rng.choice(VIEWS)
    noun = next((word for word in words[:6] if word in PLURALS or word in SINGULARS), "")
    instruction = rng.choice(wordings)
    if "{n}" in instruction and not noun:
        return None
    return TextChange(f"{view} {text}", instruction.format(n=rng.choice([noun, f"the {noun}"])))


def manner_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    how = rng.choice(POSES)
    return TextChange(f"{' '.join(words)} with {how}", rng.choice([how, f"with {how}", f"but {how}", f"{how} this time"]))


@dataclass(frozen=True)
class Clause:
    """ "two boys in hats | are sitting | on a bench": who, and what is done after that."""

    who: str
    be: str
    noun: str
    plural: bool
    rest: list[str]


def clause_of(words: list[str]) -> Clause | None:
    for position, word in enumerate(words[1:9], 1):
        does = word in ("is", "are") or (word.endswith("ing") and word not in NOT_DOING) or word in KNOWN_DOES
        if does and words[position - 1] not in ("and", "of", "a", "the", "in", "with"):
            who = words[:position]
            plural = who[0] in ("two", "three", "four", "five", "some", "several", "many") or " ".join(who).startswith(("a group", "a crowd"))
            noun = next((one for one in who if one in PLURALS or one in SINGULARS), "")
            rest = words[position + (word in ("is", "are")) + 1 :]
            return Clause(" ".join(who), "are" if plural else "is", noun, plural, rest)
    return None


def act_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    """All that is done gives way to what is done now; at times the place at the end stays."""
    clause = clause_of(words)
    if not clause:
        return None
    action = rng.choice(actions)
    verb, noun = action.split()[0], clause.noun or "same"
    wordings = [action, action, action, f"{action} instead", f"now {action}", f"this time {action}", f"but {action}", f"the {noun} {action}" if clause.noun else action, f"same {noun} {action}", f"{noun} {action}" if clause.noun else action]
    be = rng.choice(["", clause.be + " ", clause.be + " "])
    if clause.plural and rng.random() < 0.25:
        one = rng.choice(["one of them", "one", "someone", "all of them"])
        text = f"{clause.who} with {one} {action}" if one != "all of them" else f"{clause.who} {be}{action}"
        return TextChange(text, f"{one} {action}")
    if verb in ("holding", "carrying", "wearing", "smiling", "looking") and rng.random() < 0.8:
        return TextChange(f"{' '.join(words)} {action}" if words[-1] not in PLACES else f"{clause.who} {be}{action}", action)
    return TextChange(f"{clause.who} {be}{action}", rng.choice(wordings))


def who_does_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    """ "two kids going down a slide" """
    clause = clause_of(words)
    if not clause:
        return None
    noun = rng.choice(list(PEOPLE)) if rng.random() < 0.8 else rng.choice(list(ANIMALS))
    count = rng.choice(("a", "a", "a", "two", "two", "three", "four", "a group of", "some"))
    trait = rng.choice(("", "", "", "young ", "older ", "little ", "blond ", "black ", "tall "))
    who = f"{trait}{noun if count == 'a' else PLURALS[noun]}"
    asked = f"{'an' if count == 'a' and who[0] in 'aeiou' else count} {who}"
    action = rng.choice(actions)
    instruction = rng.choice([f"{asked} {action}", f"{asked} {action}", f"{asked}, {action}", f"{who} {action}" if count != "a" else f"{asked} {action}", f"{asked} {action} instead", f"{asked} {action} instead of the {clause.noun or 'others'}"])
    be = rng.choice(["", "is " if count == "a" else "are "])
    if instruction.startswith(who) and count != "a":
        asked = who
    return TextChange(f"{asked} {be}{action}", instruction, (asked,))


def only_one(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    """ "two girls running" -> "a girl running" """
    clause = clause_of(words)
    if not clause or words[0] not in ("two", "three", "four", "five", "several", "some") or clause.noun not in SINGULARS or words[words.index(clause.noun) + 1] == "and":
        return None
    if len(words) < 5 or words[len(clause.who.split())] in KNOWN_DOES:
        return None
    one, at = SINGULARS[clause.noun], words.index(clause.noun)
    rest = ["is" if word == "are" else word for word in words[at + 1 :]]
    text = owned(" ".join([*words[1:at], one, *rest]), one, False).replace(" them", " him" if one in MALE else " her" if one in FEMALE else " it")
    text = f"{'an' if text[0] in 'aeiou' else 'a'} {text}"
    return TextChange(text, rng.choice([f"only one {one}", f"just one {one}", f"one {one} instead of {words[0]}", f"a single {one}", f"one {one}", f"just one of them", f"only one {one} this time", f"one {one} alone"]))


def dress_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    """ "in a blue coat" takes the place of what is worn, if that is told."""
    clause = clause_of(words)
    if not clause or clause.noun in ANIMALS or not clause.noun:
        return None
    who = clause.who.split()
    at = next((i for i, word in enumerate(who) if i and word in ("in", "wearing")), None)
    if at is None and any(word in CLOTHES for word in words):
        return None
    if at is not None and who[-1] not in CLOTHES:
        return None
    worn = rng.choice(WORN) if rng.random() < 0.7 else rng.choice(COLOURS[:11])
    new = f"in {worn}" if worn in COLOURS or rng.random() < 0.5 else f"wearing {worn}"
    bare = worn.removeprefix("a ").removeprefix("an ")
    wordings = [f"in {worn}", f"wearing {worn}", f"dressed in {worn}", f"in {worn} instead", f"all in {worn}" if worn in COLOURS else bare, f"with {worn} on" if worn not in COLOURS else f"in all {worn}"]
    text = " ".join([*(who[:at] if at is not None else who), new, *words[len(who) :]])
    return TextChange(text, rng.choice(wordings), () if worn in COLOURS else (worn,))


NOT_DOING = {"during", "king", "ring", "string", "wing", "building", "evening", "something", "wearing", "clothing", "swimming", "bathing", "boxing", "railing", "living"}


def undergo(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    """ "gets pushed into the water": what the subject does now gives way to what is done to it, or to where it is."""
    text = " ".join(words)
    found = re.match(r"^(.{3,50}?) (?:(is|are) )?([a-z]+ing|[a-z]{3,}s) ", text)
    if not found or (found[3].endswith("s") and not found[2] and found[3] not in KNOWN_DOES):
        return None
    plural = found[1].split()[0] in ("two", "three", "four", "some", "several", "many") or found[1].startswith("a group")
    noun = next((word for word in reversed(found[1].split()) if word in PLURALS or word in SINGULARS), "")
    be = "are" if plural else "is"
    if rng.random() < 0.5:
        done = rng.choice(UNDERGONE)
        if rng.random() < 0.3:
            done = f"{done} {rng.choice(SETTINGS)}"
        wordings = [f"gets {done}", f"being {done}", done, f"{noun or 'one'} gets {done}", f"is {done}" if not plural else f"are {done}", f"{noun or 'someone'} being {done}"]
        return TextChange(f"{found[1]} {be} {done}", rng.choice(wordings))
    where = rng.choice(ADVERBIAL)
    return TextChange(f"{found[1]} {be} {where}", rng.choice([where, f"now {where}", f"{where} instead", f"{noun or 'the same'} {where}", f"{where} this time"]))


KNOWN_DOES = {"runs", "jumps", "stands", "sits", "walks", "plays", "rides", "holds", "climbs", "swims", "leaps", "chases", "carries", "looks", "slides", "skis"}


def compare_any(rng: random.Random, words: list[str], actions: list[str]) -> TextChange | None:
    """ "wilder water" """
    said, trait, nouns = rng.choice(COMPARED)
    spot = next((i for i, word in enumerate(words) if i and word in nouns), None)
    if spot is None or trait in words:
        return None
    noun = words[spot]
    changed = [*words[:spot], trait, *words[spot:]]
    if words[spot - 1] in ("a", "an"):
        changed[spot - 1] = "an" if trait[0] in "aeiou" else "a"
    return TextChange(" ".join(changed), rng.choice([f"{said} {noun}", f"{said} {noun}", f"with {said} {noun}", f"the {noun} is {said}" if not noun.endswith("s") else f"{said} {noun}", f"make the {noun} {said}"]))


TextRule = Callable[[random.Random, list[str], list[str]], TextChange | None]
TEXT_RULES: tuple[tuple[str, TextRule, int], ...] = (
    ("swap-object", swap_any, 12), ("swap-object", who_any, 14), ("change-attribute", paint_any, 12), ("remove-object", remove_any, 14),
    ("remove-object", remove_nothing, 4), ("change-count", count_any, 8), ("add-object", add_any, 9), ("change-scene", where_any, 8),
    ("viewpoint-or-style", look_any, 8), ("change-action", manner_any, 4), ("change-action", undergo, 12), ("change-attribute", compare_any, 7),
    ("change-action", act_any, 26), ("swap-object", who_does_any, 12), ("change-count", only_one, 8), ("change-attribute", dress_any, 10),
)  # fmt: skip
TEXT_PAIRS: tuple[tuple[TextRule, TextRule], ...] = (
    (remove_any, manner_any), (remove_any, add_any), (who_any, where_any), (paint_any, where_any), (compare_any, add_any), (remove_any, compare_any), (paint_any, compare_any),
    (count_any, where_any), (count_any, look_any), (who_any, look_any), (swap_any, add_any), (remove_nothing, manner_any), (manner_any, look_any), (where_any, look_any),
    (swap_any, where_any), (who_any, remove_any), (remove_nothing, swap_any), (who_any, undergo), (paint_any, undergo), (count_any, undergo), (undergo, look_any), (act_any, look_any), (remove_any, act_any), (remove_any, act_any), (dress_any, act_any),
    (dress_any, where_any), (only_one, look_any), (only_one, where_any), (only_one, act_any), (who_any, act_any), (paint_any, compare_any), (paint_any, act_any), (who_any, remove_any),
    (swap_any, dress_any), (count_any, manner_any), (who_does_any, add_any), (manner_any, act_any),
)  # fmt: skip


def change_any(rng: random.Random, line: str, actions: list[str]) -> tuple[str, str, TextChange] | None:
    """Kind, caption and change; None where the rule drawn finds nothing to change. actions: "sitting on a bench"."""
    words = tidy(line).split()
    if not 4 <= len(words) <= 26:
        return None
    if rng.random() < 0.22:
        one, two = rng.choice(TEXT_PAIRS)
        first = one(rng, words, actions)
        second = first and two(rng, first.text.split(), actions)
        if not first or not second:
            return None
        said = [first.instruction.removesuffix(" instead"), second.instruction.removeprefix("and ").removeprefix("but ")]
        if rng.random() < 0.3:
            said.reverse()
        glue = rng.choice([", ", ", ", " and ", ", and "])
        change = TextChange(second.text, glue.join(said), (*first.added, *second.added))
        return "several", " ".join(words), change
    kind, rule, _ = rng.choices(TEXT_RULES, [share for *_, share in TEXT_RULES])[0]
    change = rule(rng, words, actions)
    return (kind, " ".join(words), change) if change else None

"""Which words of a caption say what is in the picture: its nouns, adjectives and determiners, found by exclusion."""

import re

OTHER = frozenset(
    """
    is are was were be been being am has have had do does did can could will would may might must should
    and or but nor so as than then while when where who whom which that what whose how why if because
    of in on at by with without from to into onto out off up down over under above below behind before after between among
    through across along around against towards toward beside besides near next inside outside past during like about upon
    he she it they them him her his their its himself herself themselves itself there here this these those
    not no very too just also only away together apart back forward forth ahead else
    runs run jumps jump sits sit stands stand walks walk plays play holds hold wears wear looks look rides ride catches catch
    throws throw climbs climb swims swim lies lay lays leans lean poses pose smiles smile watches watch carries carry
    pulls pull pushes push eats eat drinks drink kicks kick hits hit makes make takes take gets get goes go comes come
    performs perform does talks talk crosses cross leaps leap races race falls fall flies fly tries try waits wait shows show
    dressed seen shown covered surrounded filled made using
    """.split()
)
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*|[^\sA-Za-z]+")


def is_keyword(word: str) -> bool:
    """True for what may be replaced by a pseudo word; verbs in -ing and closed classes stay."""
    lower = word.lower()
    return lower[0].isalpha() and lower not in OTHER and not (lower.endswith("ing") and len(lower) > 5)


def replace_keywords(caption: str, mark: str = "$") -> str:
    """Every run of keywords becomes one mark: "a brown dog runs through the snow" -> "$ runs through $"."""
    kept: list[str] = []
    for word in WORD.findall(caption):
        if not is_keyword(word):
            kept.append(word)
        elif not kept or kept[-1] != mark:
            kept.append(mark)
    return " ".join(kept)

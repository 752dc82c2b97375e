"""Recall@k both ways between photos and sentences."""

import numpy as np

CUTS = (1, 5, 10)


def recall(queries: np.ndarray, items: np.ndarray, right: list[set[int]]) -> list[float]:
    """Percentage of queries with a right item among the first 1, 5 and 10 by dot product."""
    best = np.argsort(-(queries @ items.T), axis=1, kind="stable")[:, : CUTS[-1]]
    hits = np.array([[index in wanted for index in row] for row, wanted in zip(best.tolist(), right, strict=True)])
    return [round(100 * float(hits[:, :cut].any(1).mean()), 1) for cut in CUTS]


def both_ways(photos: np.ndarray, sentences: np.ndarray, owner: list[int]) -> tuple[list[float], list[float]]:
    """Text to image and image to text; `owner` gives each sentence's photo."""
    of_photo: list[set[int]] = [set() for _ in range(len(photos))]
    for sentence, photo in enumerate(owner):
        of_photo[photo].add(sentence)
    return recall(sentences, photos, [{photo} for photo in owner]), recall(photos, sentences, of_photo)

"""Kinds of scenes: a category, and which of the objects that divide it show, by the rule of `SceneKind` in Swift."""

from itertools import accumulate

import numpy as np
from world import CATEGORIES, CONCEPTS, Bytes, Indices

# The objects that divide each category.
OBJECTS = {
    "church": ("dome", "mountain"),
    "farm": ("tower",),
    "village": ("person", "mountain"),
    "castle": ("rock", "mountain"),
    "forest": ("path", "rock"),
    "lake": ("boat", "rock"),
    "harbour": ("tower", "mountain"),
    "beach": ("boat", "rock"),
    "desert": ("tree", "mountain"),
    "ski": ("wall",),
    "meadow": ("mountain",),
}
# An object shows from this part of the picture on: 16 pixels of 64x64.
SMALLEST = 256

NAMES = [
    "+".join([category, *(name for bit, name in enumerate(objects) if mask >> bit & 1)])
    for category, objects in OBJECTS.items()
    for mask in range(1 << len(objects))
]
STARTS = [0, *accumulate(1 << len(objects) for objects in OBJECTS.values())]


def kinds(categories: Bytes, labels: Bytes) -> Indices:
    """The number of each scene's kind, from the numbers of the categories [n] and the label maps [n, s, s]."""
    numbers = np.asarray(STARTS, dtype=np.int64)[categories]
    pixels = labels.shape[1] * labels.shape[2]
    for number, category in enumerate(CATEGORIES):
        those = np.flatnonzero(categories == number)
        for bit, name in enumerate(OBJECTS[category]):
            for some in np.array_split(those, len(those) // 1000 + 1):
                area = (labels[some] == CONCEPTS.index(name)).sum((1, 2))
                numbers[some] += (area * SMALLEST >= pixels).astype(np.int64) << bit
    return numbers

"""Where a person would paint a concept: on what, and how high in the picture."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor
from world import CONCEPTS

# Concept: what it may replace, and between which heights (0 top, 1 bottom).
HOSTS = {
    "tree": ("grass snow sky wall mountain roof path", 0.3, 0.95),
    "door": ("wall tower", 0.4, 0.95),
    "window": ("wall tower", 0.2, 0.9),
    "sky": ("tree wall roof tower mountain cloud dome", 0, 0.55),
    "cloud": ("sky", 0, 0.45),
    "mountain": ("sky tree", 0.35, 0.65),
    "grass": ("path tree wall snow", 0.6, 1),
    "snow": ("path tree grass", 0.6, 1),
    "wall": ("sky tree grass snow roof tower", 0.3, 0.85),
    "tower": ("sky tree wall roof", 0.15, 0.75),
    "roof": ("wall sky tree tower", 0.2, 0.7),
    "dome": ("sky roof wall tree tower", 0.1, 0.6),
    "path": ("grass snow wall", 0.65, 1),
    "sun": ("sky cloud", 0, 0.45),
}
GROUND = ("grass", "snow", "path")


class Places:
    """Regions of label maps [n, s, s] where a concept could stand."""

    def __init__(self, labels: Tensor) -> None:
        self.labels, self.size = labels, labels.shape[1]

    def allowed(self, picture: int, concept: str) -> Tensor:
        """1 where the concept may be painted, else 0."""
        labels, size = self.labels[picture], self.size
        hosts, top, bottom = HOSTS[concept]
        mask = torch.stack([labels == CONCEPTS.index(h) for h in hosts.split()]).any(0)
        if concept == "door":
            # At the foot of a wall: there is ground a little below.
            reach = 3 * size // 16
            ground = torch.stack([labels == CONCEPTS.index(g) for g in GROUND]).any(0).float()
            mask &= F.max_pool2d(F.pad(ground[None, None], (0, 0, 0, reach)), (reach + 1, 1), 1)[0, 0] > 0
        y = (torch.arange(size) + 0.5) / size
        return (mask & ((y >= top) & (y < bottom))[:, None]).float()

    def best(
        self, picture: int, concept: str, side: int, height: int, width: int, random: np.random.Generator
    ) -> tuple[int, int]:
        """Row and column of the height x width cells that hosts of the concept cover best, with some chance."""
        k = self.size // side
        cover = F.avg_pool2d(self.allowed(picture, concept)[None, None], (height * k, width * k), k)[0, 0]
        chance = torch.from_numpy(random.random(tuple(cover.shape))).float()
        cell = int((cover + 0.15 * chance).argmax())
        return divmod(cell, cover.shape[1])

    def regions(
        self, concept: str, side: int, sizes: list[tuple[int, int]], count: int, seed: int, area: float = 0.02
    ) -> tuple[list[int], Tensor]:
        """`count` pictures at random in which the concept could stand, and masks [n, 1, side, side] of where."""
        random = np.random.default_rng(seed)
        pictures: list[int] = []
        masks: list[Tensor] = []
        for picture in random.permutation(len(self.labels)).tolist():
            if self.allowed(picture, concept).mean() < area:
                continue
            height, width = sizes[len(pictures) % len(sizes)]
            row, column = self.best(picture, concept, side, height, width, random)
            mask = torch.zeros(1, side, side)
            mask[0, row : row + height, column : column + width] = 1
            pictures.append(picture)
            masks.append(mask)
            if len(pictures) == count:
                break
        return pictures, torch.stack(masks)

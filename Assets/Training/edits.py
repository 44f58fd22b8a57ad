"""What the grown generator meets while it trains: its units raised and set to 0, as people do who paint with it.

A stroke raises the units of a concept in a few cells, where it could stand; both judges must see it there. A removal
sets them to 0 where the concept stands, in a part of that, or everywhere; both judges must no longer see it, but what
could stand in its place. Elsewhere the picture must stay as it was, and the critics must find it real.
"""

import random
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from ownership import HELD, Ownership, cover
from painting import SHARES, SMALL, rectangles
from places import Places
from torch import Tensor
from world import CONCEPTS

# How often each layer is edited.
OFTEN = {2: 1, 3: 8, 4: 2, 5: 1}
# What is hard comes more often.
EAGER = {"window": 3, "door": 3, "roof": 3, "dome": 3, "wall": 1.5, "tree": 1.5, "tower": 1.5, "sky": 0.6, "grass": 0.6}
# What may stand where a concept was.
HEIRS = {
    "tree": "grass snow sky mountain path wall",
    "door": "wall tower",
    "window": "wall tower roof dome",
    "sky": "cloud tree mountain wall roof tower",
    "cloud": "sky",
    "mountain": "sky cloud tree grass snow",
    "grass": "snow path sand",
    "snow": "grass path",
    "wall": "sky tree grass snow mountain path cloud",
    "tower": "sky cloud roof wall tree mountain",
    "roof": "sky cloud wall tower tree mountain",
    "dome": "sky cloud roof tower wall",
    "path": "grass snow",
}


class Canvas(NamedTuple):
    """The free pictures of the last step, on which the next edits are made."""

    noise: Tensor
    pictures: Tensor
    # The probabilities of the concepts.
    shares: Tensor


class Edits:
    """One edit of each of the canvas's pictures, at one layer; the first half are strokes, the others removals."""

    def __init__(self, canvas: Canvas, owners: Ownership, random_numbers: np.random.Generator) -> None:
        self.canvas, self.owners = canvas, owners
        self.count = len(canvas.noise)
        (self.layer,) = random.choices(list(OFTEN), list(OFTEN.values()))
        self.side = 8 << (self.layer // 2 - 1)
        self.labels = canvas.shares.argmax(1)
        self.places, self.random = Places(self.labels), random_numbers
        self.covered = cover(canvas.shares, self.side)
        self.mask = torch.zeros(self.count, 1, self.side, self.side)
        units = len(owners.get_buffer(f"level{self.layer}"))
        self.chosen, self.values = torch.zeros(self.count, units), torch.zeros(self.count, units)
        self.draws = [picture < self.count // 2 for picture in range(self.count)]
        self.concepts = [self.draw(k) if drawn else self.remove(k) for k, drawn in enumerate(self.draws)]
        self.everywhere = self.mask.flatten(1).all(1)

    def choose(self, picture: int, concept: int, least: int) -> None:
        units = self.owners.units[self.layer][concept]
        count = random.randint(min(least, len(units)), len(units))
        self.chosen[picture, units[:count]] = 1

    def draw(self, picture: int) -> int:
        known = self.owners.concepts
        possible = [c for c in known if self.places.allowed(picture, CONCEPTS[c]).mean() > 0.02] or known
        (concept,) = random.choices(possible, [EAGER.get(CONCEPTS[c], 1) for c in possible])
        self.choose(picture, concept, 6)
        self.values[picture] = self.owners.values(self.layer, concept, torch.rand(())) * random.uniform(0.9, 1.3)
        most = 2 if CONCEPTS[concept] in SMALL else 3
        height, width = (random.randint(1, most) * (self.side // 8) for _ in range(2))
        if random.random() < 0.35:
            height = width = self.side // 8
        row, column = self.places.best(picture, CONCEPTS[concept], self.side, height, width, self.random)
        self.mask[picture, 0, row : row + height, column : column + width] = 1
        return concept

    def remove(self, picture: int) -> int:
        stands = {c: self.covered[picture, c] > 0.04 for c in self.owners.concepts}
        possible = [c for c, cells in stands.items() if cells.any()] or self.owners.concepts
        (concept,) = random.choices(possible, [EAGER.get(CONCEPTS[c], 1) for c in possible])
        self.choose(picture, concept, 7)
        cells = stands[concept].float()
        chance = random.random()
        if chance < 0.3:
            cells = torch.ones_like(cells)
        elif chance < 0.5:
            row, column = random.choice(cells.nonzero().tolist() or [[0, 0]])
            low = torch.tensor([[[float(max(0, row - self.side // 4))]], [[float(max(0, column - self.side // 4))]]])
            cells = cells * rectangles(low, torch.full((2, 1, 1), self.side / 2), self.side)[0, 0]
        self.mask[picture, 0] = cells
        return concept

    def __call__(self, x: Tensor) -> Tensor:
        """The features of the canvas's pictures at the edited layer, edited."""
        where = self.mask * self.chosen.view(self.count, -1, 1, 1)
        return x + (self.values.view(self.count, -1, 1, 1) - x) * where

    def region(self, size: int) -> Tensor:
        """The edited pixels [n, 1, size, size]."""
        return F.interpolate(self.mask, (size, size))

    def missed(self, logits: Tensor) -> tuple[Tensor, Tensor]:
        """How little the strokes show, and how much of what was removed: mean surprises of a judge."""
        inside = self.region(logits.shape[2])[:, 0]
        sure = logits.log_softmax(1)
        labels = F.interpolate(self.labels[:, None].float(), logits.shape[2:])[:, 0]
        drawn: list[Tensor] = []
        left: list[Tensor] = []
        for k, concept in enumerate(self.concepts):
            name = CONCEPTS[concept]
            if self.draws[k]:
                likely = sure[k, concept][inside[k] > 0]
                drawn.append(-likely.topk(max(1, int(SHARES[name] * len(likely)))).values.mean().clamp(min=-6))
                continue
            stood = (labels[k] == concept) & (inside[k] > 0)
            seen = sure[k, concept].exp()
            gone = -torch.log1p(-seen.clamp(max=0.999))
            loss = (gone * inside[k]).sum() / inside[k].sum().clamp(min=1)
            if stood.any():
                heirs = sure[k, [CONCEPTS.index(h) for h in HEIRS[name].split()]].logsumexp(0)
                loss = loss + gone[stood].mean() - 0.3 * heirs[stood].clamp(min=-5).mean()
            left.append(loss)
        return torch.stack(drawn).mean(), torch.stack(left).mean()

    def strayed(self, pictures: Tensor) -> Tensor:
        """How much changed where nothing was to: beyond a cell around strokes, at what else stood in removals."""
        size = pictures.shape[2]
        cell = size // self.side
        near = F.max_pool2d(self.region(size), 2 * cell + 1, 1, cell)
        stood = (self.labels == torch.tensor(self.concepts).view(-1, 1, 1)).float().unsqueeze(1)
        other = F.max_pool2d(stood, 9, 1, 4)
        near = torch.where(self.everywhere.view(-1, 1, 1, 1), other, near)
        return ((pictures - self.canvas.pictures).abs() * (1 - near)).mean()


def drop(x: Tensor, layer: int, most: float = 0.2) -> Tensor:
    """Up to so many units of the layer that concepts are held to are off: no other unit shall need one of them."""
    share = most * torch.rand(len(x), 1, 1, 1)
    return x * (torch.rand(len(x), x.shape[1], 1, 1) > share) if layer == HELD else x

"""What a generator that will be painted on meets while it trains: features that it did not plan.

A fifth of the time a rectangle of another picture's features is pasted in. Else strokes are made as the painter makes
them: eight units are raised in a few cells, on pictures whose labels are known from the step before, where the concept
could stand. Which eight, is settled once for each layer and concept: those that are
highest where the concept is seen, each unit for one concept (two at 16x16). Both kinds of picture must please the
critics; a stroke must also show its concept, in the eyes of a frozen segmenter. So a few units come to cause what at
first they only went along with.
"""

import random
from collections.abc import Sequence

import numpy as np
import torch
import torch.nn.functional as F
from places import Places
from torch import Tensor
from world import CONCEPTS

# The layers that are painted on, counted from 0: two at 8x8 and two at 16x16.
LAYERS = (2, 3, 4, 5)
# The share of a stroke's pixels that must show its concept.
SHARES = dict.fromkeys("sky cloud mountain grass snow path wall tower tree".split(), 0.9) | {
    "roof": 0.6, "dome": 0.5, "door": 0.45, "window": 0.55, "sun": 0.3
}  # fmt: skip
# How often each layer is painted on, of LAYERS: most on the last one at 8x8, from which a new session starts.
OFTEN = (1, 10, 4, 1)
UNITS = 8
# What people paint most, and what is hard to paint, comes more often; what is easy, less.
EAGER = {
    "mountain": 4, "wall": 4, "window": 12, "door": 4, "roof": 2, "cloud": 0.5, "snow": 0.5, "path": 0.5, "grass": 0.5
}  # fmt: skip
# What stays small is painted with small strokes.
SMALL = ("door", "window", "dome", "sun")


class Pasting:
    """Pastes rectangles of up to half the width and height, from the batch's first pictures into its last ones."""

    def __init__(self, count: int) -> None:
        self.count, self.layer = count, random.choice(LAYERS)

    def __call__(self, number: int, x: Tensor) -> Tensor:
        if number != self.layer:
            return x
        n, side = self.count, x.shape[2]
        low = (torch.rand(2, n, 1) * side * 0.9).floor()
        size = (1 + torch.rand(2, n, 1) * side / 2).floor()
        return torch.cat([x[:-n], x[-n:] + (x[:n] - x[-n:]) * rectangles(low, size, side)])


class Strokes:
    """Paints the last pictures of a batch, each with another concept and at another place."""

    def __init__(self, layer: int, concepts: Sequence[int], units: Tensor, mask: Tensor) -> None:
        """`units` are those of each picture, `mask` is [n, 1, side, side]; without concepts nothing is painted."""
        self.count, self.layer, self.concepts = len(mask), layer, concepts
        self.units, self.mask = units, mask
        self.features: dict[int, Tensor] = {}

    def __call__(self, number: int, x: Tensor) -> Tensor:
        n = self.count
        if number in LAYERS:
            self.features[number] = x[:n].detach()
        if number != self.layer:
            return x
        deviation, mean = torch.std_mean(x.detach(), (0, 2, 3))
        raised = mean + (1.5 + 1.5 * torch.rand(n, 1)) * deviation
        chosen = torch.zeros(n, x.shape[1]).scatter(1, self.units, 1)
        painted = x[-n:] + (raised.view(n, -1, 1, 1) - x[-n:]) * self.mask * chosen.view(n, -1, 1, 1)
        return torch.cat([x[:-n], painted])

    def loss(self, logits: Tensor) -> Tensor:
        """The surprise at finding the concept, over the likeliest of the stroke's pixels: as many as should show it."""
        mask = F.interpolate(self.mask, logits.shape[2:])[:, 0].flatten(1)
        chosen = logits.log_softmax(1)[torch.arange(self.count), list(self.concepts)].flatten(1)
        surprises = []
        for concept, sure, inside in zip(self.concepts, chosen, mask, strict=True):
            likely = sure[inside > 0]
            count = max(1, int(SHARES[CONCEPTS[concept]] * len(likely)))
            surprises.append(-likely.topk(count).values.mean())
        return torch.stack(surprises).mean()


class Palette:
    """Cells that showed a concept not long ago, by layer and concept; the units that paint it."""

    def __init__(self, room: int = 48) -> None:
        self.room, self.random = room, np.random.default_rng(0)
        self.cells: dict[int, dict[int, list[Tensor]]] = {
            layer: {CONCEPTS.index(c): [] for c in SHARES} for layer in LAYERS
        }
        self.pictures = 0
        self.units = torch.full((len(LAYERS), len(CONCEPTS), UNITS), -1)

    def state_dict(self) -> dict[str, Tensor]:
        return {"units": self.units}

    def load_state_dict(self, state: dict[str, Tensor], /) -> None:
        self.units = state["units"]

    def paint(self, places: Places) -> Strokes:
        """A stroke on each of the pictures of `places`, or none while no concept has its units."""
        count = len(places.labels)
        (number,) = random.choices(range(len(LAYERS)), OFTEN)
        known, side = (self.units[number, :, 0] >= 0).nonzero().flatten().tolist(), 8 << number // 2
        concepts: list[int] = []
        mask = torch.zeros(count, 1, side, side)
        if not known:
            return Strokes(-1, concepts, torch.empty(count, 0), mask)
        for picture in range(count):
            possible = [c for c in known if places.allowed(picture, CONCEPTS[c]).mean() > 0.02] or known
            (concept,) = random.choices(possible, [EAGER.get(CONCEPTS[c], 1) for c in possible])
            most = 2 if CONCEPTS[concept] in SMALL else 3
            height, width = (random.randint(1, most) * (side // 8) for _ in range(2))
            row, column = places.best(picture, CONCEPTS[concept], side, height, width, self.random)
            mask[picture, 0, row : row + height, column : column + width] = 1
            concepts.append(concept)
        return Strokes(LAYERS[number], concepts, self.units[number, concepts], mask)

    def settle(self, features: dict[int, Tensor]) -> None:
        """Chooses units for the concepts of every layer that have none yet and were seen often, taking turns."""
        for number, layer in enumerate(LAYERS):
            deviation, mean = torch.std_mean(features[layer], (0, 2, 3))
            units = self.units[number]
            wanting = [c for c, cells in self.cells[layer].items() if units[c, 0] < 0 and len(cells) > self.room // 4]
            seen = {c: torch.stack(self.cells[layer][c]).mean(0) for c in wanting}
            taken = torch.bincount(units[units >= 0], minlength=len(mean))
            limit = 1 if len(mean) >= UNITS * int((units[:, 0] >= 0).sum() + len(wanting)) else 2
            for turn in range(UNITS):
                for c in wanting:
                    unusual = (seen[c] - mean) / (deviation + 1e-4) - 1e9 * (taken >= limit)
                    unusual[units[c, :turn]] = -1e9
                    units[c, turn] = best = int(unusual.argmax())
                    taken[best] += 1

    def learn(self, features: dict[int, Tensor], labels: Tensor) -> None:
        """Keeps the clearest cell of every concept in each of the first pictures."""
        self.pictures += len(labels)
        for concept in self.cells[LAYERS[0]]:
            shows = (labels == concept).float().unsqueeze(1)
            if not shows.any():
                continue
            for layer, x in features.items():
                side = x.shape[2]
                cover = F.adaptive_avg_pool2d(shows, side).flatten(1)
                cover = cover + 0.05 * torch.rand_like(cover) * (cover > 0)
                for picture, (share, cell) in enumerate(zip(*(t.tolist() for t in cover.max(1)), strict=True)):
                    if share < 0.7 * SHARES[CONCEPTS[concept]]:
                        continue
                    found = x[picture, :, cell // side, cell % side].clone()
                    kept = self.cells[layer][concept]
                    if len(kept) < self.room:
                        kept.append(found)
                    else:
                        kept[random.randrange(self.room)] = found


def rectangles(low: Tensor, size: Tensor, side: int) -> Tensor:
    """Masks [n, 1, side, side] from rows and columns [2, n, 1]."""
    cells = torch.arange(side).view(1, 1, -1)
    inside = ((cells >= low) & (cells < low + size)).float()
    return inside[0].view(-1, 1, side, 1) * inside[1].view(-1, 1, 1, side)

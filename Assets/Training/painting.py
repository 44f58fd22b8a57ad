"""What a generator that will be painted on meets while it trains: features that it did not plan.

Half of the time a rectangle of another picture's features is pasted in. Else a stroke is made as the painter makes it:
some units, those that differ most from their mean, are set to one value in a few cells. The values are those of a cell
that showed a concept in an earlier picture, and the stroke stands about where that cell stood. Both kinds of picture
must please the critics; a stroke must also show its concept, in the eyes of a frozen segmenter.
"""

import random

import torch
import torch.nn.functional as F

from world import CONCEPTS

# The layers that are painted on, counted from 0: two at 8x8 and two at 16x16.
LAYERS = (2, 3, 4, 5)
# The share of a stroke's pixels that must show its concept.
SHARES = {c: 0.9 for c in "sky cloud mountain grass snow path wall roof tower tree".split()} | {
    "dome": 0.5, "door": 0.4, "window": 0.4, "sun": 0.3, "moon": 0.3
}  # fmt: skip
UNITS = (6, 10, 20, 40)


class Pasting:
    """Pastes rectangles of up to half the width and height, from the batch's first pictures into its last ones."""

    concepts = None

    def __init__(self, count):
        self.count, self.layer = count, random.choice(LAYERS)

    def __call__(self, number, x):
        if number != self.layer:
            return x
        n, side = self.count, x.shape[2]
        low = (torch.rand(2, n, 1) * side * 0.9).floor()
        size = (1 + torch.rand(2, n, 1) * side / 2).floor()
        return torch.cat([x[:-n], x[-n:] + (x[:n] - x[-n:]) * rectangles(low, size, side)])


class Strokes:
    """Paints the last pictures of a batch, each with another concept and at another place."""

    def __init__(self, layer, cells, concepts):
        self.layer, self.cells, self.concepts = layer, cells, concepts
        self.count, self.features = len(cells), {}

    def __call__(self, number, x):
        n, side = self.count, x.shape[2]
        if number in LAYERS:
            self.features[number] = x[:n].detach()
        if number != self.layer:
            return x
        values = torch.stack([value for value, _ in self.cells])
        deviation, mean = torch.std_mean(x.detach(), (0, 2, 3))
        unusual = ((values - mean) / (deviation + 1e-4)).abs()
        chosen = unusual >= unusual.topk(random.choice(UNITS), 1).values[:, -1:]
        size = torch.randint(1, 4, (2, n, 1)) * (side // 8)
        place = torch.tensor([place for _, place in self.cells]).T.reshape(2, n, 1) * side
        low = place - size / 2 + (torch.rand(2, n, 1) - 0.5) * torch.tensor([1, 4]).view(2, 1, 1) * (side // 8)
        low = torch.minimum(low.round().clamp(min=0), side - size)
        self.mask = rectangles(low, size, side)
        painted = x[-n:] + (values.view(n, -1, 1, 1) - x[-n:]) * self.mask * chosen.view(n, -1, 1, 1)
        return torch.cat([x[:-n], painted])

    def loss(self, logits):
        """How far the strokes are from the shares that they should show."""
        mask = F.interpolate(self.mask, logits.shape[2:])
        found = (logits.softmax(1) * mask).sum((2, 3)) / mask.sum((2, 3))
        wanted = torch.tensor([SHARES[CONCEPTS[c]] for c in self.concepts])
        found = found[torch.arange(self.count), self.concepts]
        return F.relu(wanted.log() - (found + 0.01).log()).mean()


class Palette:
    """Cells that showed a concept not long ago, by layer and concept, with their places."""

    def __init__(self, room=48):
        self.room = room
        self.cells = {layer: {CONCEPTS.index(c): [] for c in SHARES} for layer in LAYERS}

    def paint(self, count):
        """Strokes of concepts at random, or none while too few of them were seen."""
        layer = random.choice(LAYERS)
        known = [c for c, cells in self.cells[layer].items() if len(cells) > self.room // 4]
        if len(known) < 4:
            return Strokes(-1, [(None, None)] * count, [])
        concepts = [random.choice(known) for _ in range(count)]
        return Strokes(layer, [random.choice(self.cells[layer][c]) for c in concepts], concepts)

    def learn(self, strokes, labels):
        """Keeps the clearest cell of every concept in each of the first pictures."""
        for concept in self.cells[LAYERS[0]]:
            shows = (labels == concept).float().unsqueeze(1)
            if not shows.any():
                continue
            for layer, features in strokes.features.items():
                side = features.shape[2]
                cover = F.adaptive_avg_pool2d(shows, side).flatten(1)
                cover = cover + 0.05 * torch.rand_like(cover) * (cover > 0)
                for picture, (share, cell) in enumerate(zip(*(t.tolist() for t in cover.max(1)))):
                    if share < 0.7 * SHARES[CONCEPTS[concept]]:
                        continue
                    row, column = divmod(cell, side)
                    found = (features[picture, :, row, column].clone(), ((row + 0.5) / side, (column + 0.5) / side))
                    kept = self.cells[layer][concept]
                    if len(kept) < self.room:
                        kept.append(found)
                    else:
                        kept[random.randrange(self.room)] = found


def rectangles(low, size, side):
    """Masks [n, 1, side, side] from rows and columns [2, n, 1]."""
    cells = torch.arange(side).view(1, 1, -1)
    inside = ((cells >= low) & (cells < low + size)).float()
    return inside[0].view(-1, 1, side, 1) * inside[1].view(-1, 1, 1, side)

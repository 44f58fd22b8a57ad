"""What the generator's pictures have on average, held close to what the world's have.

Critics look at one picture at a time, so that a generator may please them with too many trees and too little snow, the
more so when strokes teach it trees. Here moving averages of the concepts' areas, and of a segmenter's coarsest features
and their squares, are pulled to the world's (after feature matching, Salimans et al. 2016).
"""

from collections.abc import Iterable

import torch
from segmenter import Segmenter, enlarged
from torch import Tensor, nn
from world import CONCEPTS


class Balance(nn.Module):
    """Averages over some four hundred pictures at a time, of those that nobody painted on."""

    MEMORY = 0.98

    segmenter: Segmenter
    weight: Tensor
    world: Tensor
    average: Tensor

    def __init__(self, segmenter: Segmenter, batches: Iterable[Tensor]) -> None:
        """`batches` yields pictures of the world."""
        super().__init__()
        # Not a registered part: it is frozen, and is not saved.
        self.__dict__["segmenter"] = segmenter
        with torch.no_grad():
            world = torch.cat([self.describe(pictures)[0] for pictures in batches])
        concepts = len(CONCEPTS)
        scale = world.std(0) + 1e-3
        # An area counts by its ratio to the world's, as the card states it; half a percent is too little to count.
        scale[:concepts] = world.mean(0)[:concepts] + 0.005
        weight = torch.full_like(scale, 0.25 * concepts / (len(scale) - concepts))
        weight[:concepts] = 0.5
        self.register_buffer("weight", weight / scale.square())
        self.register_buffer("world", world.mean(0))
        self.register_buffer("average", world.mean(0))

    def describe(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Areas of the concepts, then features and their squares, of each picture; and the labels of the pixels."""
        seen = self.segmenter.features(enlarged(pictures))
        logits, features = self.segmenter.logits(seen), seen[-1].mean((2, 3))
        return torch.cat([logits.softmax(1).mean((2, 3)), features, features.square()], 1), logits.argmax(1)

    def loss(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Falls where the pictures move against what the average has too much of; and the pictures' labels."""
        described, labels = self.describe(pictures)
        found = described.mean(0)
        self.average.lerp_(found.detach(), 1 - self.MEMORY)
        return (self.weight * (self.average - self.world) * found).sum(), labels

    def worst(self, count: int = 4) -> dict[str, float]:
        """The concepts that are furthest from their share, with ratios: for the log."""
        average, world = self.average[: len(CONCEPTS)], self.world[: len(CONCEPTS)]
        ratios = (average + 0.005) / (world + 0.005)
        order = ratios.log().abs().argsort(descending=True)[:count].tolist()
        return {CONCEPTS[k]: round(ratios[k].item(), 2) for k in order}

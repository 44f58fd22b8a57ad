"""What the generator's pictures have on average, held close to what the world's have.

Critics look at one picture at a time, so that a generator may please them with too many trees and too little snow, the
more so when strokes teach it trees. Here moving averages of the concepts' areas, of warm and dark skies, of some
concepts' colours and a segmenter's coarsest features, and of the squares of both, are pulled to the world's (after
feature matching, Salimans et al. 2016).
"""

from collections.abc import Iterable

import torch
from layout import half_products
from segmenter import Segmenter, enlarged
from torch import Tensor, nn
from world import CONCEPTS

# Warm and dark skies.
SKIES = 2
# What has many colours: a critic lets a generator off with one.
COLOURED = ("wall", "tower", "roof", "dome", "door", "tree")


def described(pictures: Tensor, shares: Tensor, coarse: Tensor) -> Tensor:
    """Of each picture: areas of the concepts, how warm and how dark its sky is, features, colours and their squares.

    `shares` are probabilities [n, 22, s, s] of pictures of the same size, `coarse` are a segmenter's coarsest features,
    averaged over the picture.
    """
    colour = sky(pictures)
    warm = torch.sigmoid((colour[:, 0] - colour[:, 2] - 0.05) / 0.04)
    dark = torch.sigmoid((-0.45 - colour.mean(1)) / 0.05)
    seen = torch.cat([coarse, colours(pictures, shares)], 1)
    return torch.cat([shares.mean((2, 3)), torch.stack([warm, dark], 1), seen, seen.square()], 1)


def sky(pictures: Tensor) -> Tensor:
    """The mean colours [n, 3] of a band below the upper edge."""
    height = pictures.shape[2]
    return pictures[:, :, height // 16 : height * 5 // 16].mean((2, 3))


def brightness(pictures: Tensor) -> Tensor:
    """How bright the skies of pictures are, -1...1."""
    return sky(pictures).mean(1)


def colours(pictures: Tensor, shares: Tensor) -> Tensor:
    """The mean colours of what has many, three numbers a concept; 0 where little of it shows."""
    area = shares[:, [CONCEPTS.index(c) for c in COLOURED]]
    size = area.mean((2, 3))
    means = torch.einsum("nkyx,ncyx->nkc", area, pictures) / pictures[0, 0].numel()
    return (means / (size + 0.005)[:, :, None]).flatten(1)


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
        with torch.no_grad(), half_products():
            world = torch.cat([self.describe(pictures)[0].float() for pictures in batches])
        counted = len(CONCEPTS) + SKIES
        scale = world.std(0) + 1e-3
        # An area counts by its ratio to the world's, as the card states it; half a percent is too little to count.
        scale[:counted] = world.mean(0)[:counted] + 0.005
        weight = torch.full_like(scale, 0.25 * counted / (len(scale) - counted))
        weight[:counted] = 0.5
        self.register_buffer("weight", weight / scale.square())
        self.register_buffer("world", world.mean(0))
        self.register_buffer("average", world.mean(0))

    def describe(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """What is counted of each picture; and the labels of its pixels."""
        pictures = enlarged(pictures)
        seen = self.segmenter.features(pictures)
        logits = self.segmenter.logits(seen).float()
        return described(pictures, logits.softmax(1), seen[-1].float().mean((2, 3))), logits.argmax(1)

    def loss(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Falls where the pictures move against what the average has too much of; and the pictures' labels."""
        found, labels = self.describe(pictures)
        return self.pull(found), labels

    def pull(self, found: Tensor) -> Tensor:
        """Falls where what was `described` moves against what the average has too much of."""
        mean = found.mean(0)
        self.average.lerp_(mean.detach(), 1 - self.MEMORY)
        return (self.weight * (self.average - self.world) * mean).sum()

    def worst(self, count: int = 4) -> dict[str, float]:
        """The concepts that are furthest from their share, with ratios: for the log."""
        names = (*CONCEPTS, "warm sky", "dark sky")
        average, world = self.average[: len(names)], self.world[: len(names)]
        ratios = (average + 0.005) / (world + 0.005)
        order = ratios.log().abs().argsort(descending=True)[:count].tolist()
        return {names[k]: round(ratios[k].item(), 2) for k in order}

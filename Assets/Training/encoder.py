"""A companion of the generator while it trains: it finds latents for pictures of the world.

Half of a batch is drawn from such latents, and must resemble the pictures that they are of (after VAE-GAN, Larsen et
al. 2016). Critics alone let so deep and narrow a generator forget its latent and make one picture again and again;
this way it knows from the first minutes that pictures differ, and in what. It is not part of what ships.
"""

import torch
import torch.nn.functional as F
from generator import LATENT
from torch import Tensor, nn


class Encoder(nn.Module):
    """Pictures [n, 3, 64, 64] and a segmenter's coarsest features [n, c, 4, 4] to latents, normally distributed."""

    def __init__(self, coarse: int, widths: tuple[int, ...] = (24, 48, 96, 128)) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 3
        for width in widths:
            layers += [nn.Conv2d(inputs, width, 4, 2, 1), nn.BatchNorm2d(width), nn.LeakyReLU(0.2, True)]
            inputs = width
        self.body = nn.Sequential(*layers)
        self.norm = nn.BatchNorm2d(coarse)
        self.out = nn.Linear(16 * (inputs + coarse), 2 * LATENT)
        nn.init.normal_(self.out.weight, 0, 0.01)

    def forward(self, x: Tensor, coarse: Tensor) -> tuple[Tensor, Tensor]:
        """Latents, and how much they tell of the pictures: nats a picture (the divergence from the prior)."""
        seen = torch.cat([self.body(x), self.norm(coarse)], 1)
        mean, spread = self.out(seen.flatten(1)).chunk(2, 1)
        spread = spread.clamp(-6, 2)
        nats = 0.5 * (mean.square() + spread.exp() - 1 - spread).sum(1).mean()
        return mean + (spread / 2).exp() * torch.randn_like(mean), nats


def difference(
    made: Tensor, true: Tensor, seen: list[Tensor], known: list[Tensor], deviations: list[Tensor]
) -> Tensor:
    """How far pictures are from those they should resemble, in colours and in a segmenter's features."""
    total = 0.5 * (made - true).abs().mean() + 2 * (F.avg_pool2d(made, 4) - F.avg_pool2d(true, 4)).abs().mean()
    for a, b, deviation in zip(seen, known, deviations, strict=True):
        total = total + 0.5 * ((a - b) / deviation).abs().mean()
    return total

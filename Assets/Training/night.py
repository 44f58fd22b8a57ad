"""Night, which the small generator never drew: a direction among the latents says it.

Of latents that point far along it the pictures must be dark, as many as the world has; the others keep what the small
generator made of them. Without such an agreement the grown one drew a tenth of the world's nights, because each latent
had a picture by day that it was to resemble.
"""

from collections.abc import Iterable
from statistics import NormalDist

import torch
import torch.nn.functional as F
from balance import brightness
from exported import Exported
from generator import LATENT
from torch import Tensor

# Of how many pictures the darkest fiftieth shows where nights begin.
SEARCHED = 10_000
# Skies below this brightness are those of nights.
DARK = -0.45
# How far the encoder's latents keep from the border between day and night.
MARGIN = 0.2


class Night:
    """Which latents and which pictures are of nights, and how dark these are in the world."""

    def __init__(self, direction: Tensor, batches: Iterable[Tensor]) -> None:
        """`batches` yields pictures of the world."""
        self.direction = direction
        skies = torch.cat([brightness(x) for x in batches])
        dark = skies < DARK
        self.usual = skies[dark].mean()
        self.border = NormalDist().inv_cdf(1 - dark.float().mean().item())

    @torch.no_grad()
    def towards(self, generator: Exported) -> Tensor:
        """How far latents are to move for each unit of the way along the direction: to the generator's darkest skies.

        What it draws rarely is no night, but leads there.
        """
        latents = torch.randn(SEARCHED, LATENT)
        skies = torch.cat([brightness(generator.run(z)) for z in latents.split(50)])
        return latents[skies.argsort()[: SEARCHED // 50]].mean(0) / self.border

    def along(self, latents: Tensor) -> Tensor:
        """How far latents [n, 128] point to the night; beyond the border it begins."""
        return latents @ self.direction

    def names(self, latents: Tensor) -> Tensor:
        """1 for latents of nights, else 0."""
        return (self.along(latents) > self.border).float()

    def missed(self, pictures: Tensor, nights: Tensor) -> Tensor:
        """How much brighter than the world's the skies of the pictures are that are to be of nights, on average."""
        return (F.relu(brightness(pictures) - self.usual) * nights).mean()

    def confused(self, latents: Tensor, pictures: Tensor) -> Tensor:
        """How far the encoder's latents of the world's pictures are on the wrong side of the border."""
        sign = 2 * (brightness(pictures) < DARK).float() - 1
        return F.relu(MARGIN - sign * (self.along(latents) - self.border)).mean()

"""How drawn scenes are changed while segmenter and classifier train, so that they know generated ones too."""

import torch
import torch.nn.functional as F
from torch import Tensor
from world import CONCEPTS


def augment(x: Tensor, soft: float) -> Tensor:
    """Halves the resolution of a share of the batches or blurs them; varies contrast, colour, shift and noise."""
    n, size = len(x), x.shape[2]
    kind = torch.rand(()).item()
    if kind < 0.7 * soft:
        # As a picture of half the size looks when it is enlarged.
        x = F.avg_pool2d(x, 2)
        x = F.interpolate(x, scale_factor=2) if kind < 0.2 * soft else F.interpolate(x, scale_factor=2, mode="bilinear")
    elif kind < soft:
        x = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
    # Many pictures are changed little, some much.
    strength = torch.rand(n, 1, 1, 1).square()
    x = x * (1 + 0.2 * strength * torch.randn(n, 3, 1, 1)) + 0.15 * strength * torch.randn(n, 3, 1, 1)
    if torch.rand(()) < 0.2:
        # Checkered dirt, as transposed convolutions leave it.
        dirt = F.interpolate(torch.randn(n, 3, size // 8, size // 8), scale_factor=8)
        x = x + 0.05 * dirt * torch.randn(1, 1, 2, 2).repeat(1, 1, size // 2, size // 2)
    return x + 0.1 * strength * torch.randn_like(x)


def pieces(pictures: Tensor, labels: Tensor, side: int = 64) -> tuple[Tensor, Tensor]:
    """A square of each picture, around a pixel of a concept that is likelier the fewer pixels it has."""
    size = labels.shape[1]
    found: list[tuple[Tensor, Tensor]] = []
    for picture, names in zip(pictures, labels, strict=True):
        area = torch.bincount(names.flatten(), minlength=len(CONCEPTS)).float()
        concept = int(torch.multinomial((area + 1).rsqrt() * (area > 8), 1))
        pixels = (names == concept).nonzero()
        middle = pixels[int(torch.randint(len(pixels), ()))] + torch.randint(-side // 4, side // 4, (2,))
        top, left = (middle - side // 2).clamp(0, size - side).tolist()
        where = (slice(top, top + side), slice(left, left + side))
        found.append((picture[:, *where], names[where]))
    return torch.stack([picture for picture, _ in found]), torch.stack([names for _, names in found])

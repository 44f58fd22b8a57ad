"""The segmenter: a small U-Net that names the concept of every pixel."""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from layout import channels_last
from safetensors.torch import load_file
from torch import Tensor, nn
from world import CONCEPTS


def block(inputs: int, outputs: int) -> nn.Sequential:
    """3x3 convolution, batch norm, ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True)
    )


class Segmenter(nn.Module):
    """Four halvings by maximum, as many doublings by copying; logits [n, 22, s, s] for any s divisible by 16.

    `down` and `up` are the numbers of units on the way to the coarsest scale and back, each from fine to coarse.
    """

    def __init__(self, down: Sequence[int], up: Sequence[int], concepts: int = len(CONCEPTS)) -> None:
        super().__init__()
        self.widths = list(down)
        self.down = nn.ModuleList(
            nn.Sequential(block(i, o), block(o, o)) for i, o in zip([3, *down[:-1]], down, strict=True)
        )
        self.up = nn.ModuleList(
            block(kept + coarser, o) for kept, coarser, o in zip(down[:4], [*up[1:], down[4]], up, strict=True)
        )
        self.out = nn.Conv2d(up[0], concepts, 1)

    def features(self, x: Tensor) -> list[Tensor]:
        """The outputs of the five scales, from fine to coarse."""
        found: list[Tensor] = []
        for k, down in enumerate(self.down):
            x = down(x if k == 0 else F.max_pool2d(x, 2))
            found.append(x)
        return found

    def forward(self, x: Tensor) -> Tensor:
        return self.logits(self.features(x))

    def logits(self, found: list[Tensor]) -> Tensor:
        y = found[4]
        for k in (3, 2, 1, 0):
            y = self.up[k](torch.cat([F.interpolate(y, scale_factor=2), found[k]], 1))
        return self.out(y)


def enlarged(x: Tensor, size: int = 128) -> Tensor:
    """Pictures as the segmenter likes them: smaller ones are enlarged to the size that it was trained at."""
    return x if x.shape[2] >= size else F.interpolate(x, (size, size), mode="bilinear")


def load_segmenter(path: str) -> Segmenter:
    """A segmenter of a file, ready to look at pictures."""
    tensors = load_file(path)
    down = [len(tensors[f"down.{k}.0.0.weight"]) for k in range(5)]
    up = [len(tensors[f"up.{k}.0.weight"]) for k in range(4)]
    net = Segmenter(down, up)
    net.load_state_dict({k: v.float() for k, v in tensors.items()}, strict=False)
    return channels_last(net.eval())

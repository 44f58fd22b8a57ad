"""The segmenter: a small U-Net that names the concept of every pixel."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from world import CONCEPTS


def block(inputs, outputs):
    """3x3 convolution, batch norm, ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True)
    )


class Segmenter(nn.Module):
    """Four halvings by maximum, as many doublings by copying; logits [n, 22, s, s] for any s divisible by 16.

    `down` and `up` are the numbers of units on the way to the coarsest scale and back, each from fine to coarse.
    """

    def __init__(self, down, up, concepts=len(CONCEPTS)):
        super().__init__()
        self.down = nn.ModuleList(
            nn.Sequential(block(i, o), block(o, o)) for i, o in zip([3, *down], down)
        )
        self.up = nn.ModuleList(
            block(kept + coarser, o) for kept, coarser, o in zip(down, [*up[1:], down[4]], up)
        )
        self.out = nn.Conv2d(up[0], concepts, 1)

    def features(self, x):
        """The outputs of the five scales, from fine to coarse."""
        found = []
        for k, down in enumerate(self.down):
            x = down(x if k == 0 else F.max_pool2d(x, 2))
            found.append(x)
        return found

    def forward(self, x):
        return self.logits(self.features(x))

    def logits(self, found):
        y = found[4]
        for k in (3, 2, 1, 0):
            y = self.up[k](torch.cat([F.interpolate(y, scale_factor=2), found[k]], 1))
        return self.out(y)


def enlarged(x, size=128):
    """Pictures as the segmenter likes them: smaller ones are enlarged to the size that it was trained at."""
    return x if x.shape[2] >= size else F.interpolate(x, (size, size), mode="bilinear")


def load_segmenter(path):
    tensors = load_file(path)
    down = [len(tensors[f"down.{k}.0.0.weight"]) for k in range(5)]
    up = [len(tensors[f"up.{k}.0.weight"]) for k in range(4)]
    net = Segmenter(down, up)
    net.load_state_dict({k: v.float() for k, v in tensors.items()}, strict=False)
    return net.eval().to(memory_format=torch.channels_last)

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
    """Four halvings by maximum, as many doublings by copying; logits [n, 22, s, s] for any s divisible by 16."""

    def __init__(self, width=16, concepts=len(CONCEPTS)):
        super().__init__()
        w = [width, 2 * width, 4 * width, 6 * width, 6 * width]
        self.down = nn.ModuleList(
            nn.Sequential(block(i, o), block(o, o)) for i, o in zip([3] + w, w)
        )
        outputs = [w[0], w[0], w[1], w[2]]
        self.up = nn.ModuleList(
            block(w[k] + (w[4] if k == 3 else outputs[k + 1]), outputs[k]) for k in range(4)
        )
        self.out = nn.Conv2d(w[0], concepts, 1)

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
    net = Segmenter(width=tensors["down.0.0.0.weight"].shape[0])
    net.load_state_dict({k: v.float() for k, v in tensors.items()}, strict=False)
    return net.eval().to(memory_format=torch.channels_last)

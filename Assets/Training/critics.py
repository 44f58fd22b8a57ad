"""The discriminators: one looks at pictures, the other at what a trained segmenter sees in them."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.parametrizations import spectral_norm


def convolution(inputs, outputs, kernel, stride, padding):
    return spectral_norm(nn.Conv2d(inputs, outputs, kernel, stride, padding))


def with_deviation(x, group=4):
    """Adds a channel: how much the pictures of a group differ. A generator that repeats itself is found out."""
    y = x.view(group, -1, *x.shape[1:])
    deviation = (y.var(0, unbiased=False) + 1e-8).sqrt().mean((1, 2, 3)).repeat(group)
    return torch.cat([x, deviation.view(-1, 1, 1, 1).expand(-1, 1, *x.shape[2:])], 1)


class PictureCritic(nn.Module):
    """Strided 4x4 convolutions from the picture down to 4x4."""

    def __init__(self, size, width=24):
        super().__init__()
        layers, inputs, outputs = [], 3, width * 64 // size if size > 64 else width
        while size > 4:
            layers += [convolution(inputs, outputs, 4, 2, 1), nn.LeakyReLU(0.2, True)]
            inputs, outputs, size = outputs, min(outputs * 2, 8 * width), size // 2
        self.body = nn.Sequential(*layers)
        self.out = convolution(inputs + 1, 1, 4, 1, 0)

    def forward(self, x):
        return self.out(with_deviation(self.body(x))).flatten(1)


class FeatureCritic(nn.Module):
    """Small critics of a frozen segmenter's features at several scales (after Projected GAN, Sauer et al. 2021).

    The segmenter knows doors, roofs and trees, so that a critic need not learn from pixels what they are.
    """

    def __init__(self, segmenter, scales=(1, 2, 3, 4)):
        super().__init__()
        # Not a registered part: it is frozen, and is not saved with the critic.
        self.__dict__["segmenter"] = segmenter.requires_grad_(False).eval()
        self.scales = scales
        channels = [segmenter.down[k][1][0].out_channels for k in scales]
        self.heads = nn.ModuleList()
        for k, count in zip(scales, channels):
            plan = {1: [(64, 4, 2), (96, 4, 2)], 2: [(96, 4, 2), (96, 3, 1)], 3: [(96, 3, 1), (128, 4, 2)], 4: [(128, 3, 1)]}
            layers = []
            for outputs, kernel, stride in plan[k]:
                layers += [convolution(count, outputs, kernel, stride, 1), nn.LeakyReLU(0.2, True)]
                count = outputs
            self.heads.append(nn.Sequential(*layers, convolution(count, 1, 3, 1, 1)))
        for number, count in enumerate(channels):
            self.register_buffer(f"mean{number}", torch.zeros(1, count, 1, 1))
            self.register_buffer(f"deviation{number}", torch.ones(1, count, 1, 1))

    def see(self, x):
        """Features of pictures [n, 3, s, s]; larger ones are seen at 64 px."""
        if x.shape[2] > 64:
            x = F.avg_pool2d(x, x.shape[2] // 64)
        found = self.segmenter.features(x)
        return [
            (found[k] - getattr(self, f"mean{n}")) / getattr(self, f"deviation{n}") for n, k in enumerate(self.scales)
        ]

    @torch.no_grad()
    def measure(self, x):
        """Sets mean and deviation of every feature from pictures of the world."""
        found = self.segmenter.features(x)
        for n, k in enumerate(self.scales):
            getattr(self, f"mean{n}").copy_(found[k].mean((0, 2, 3), keepdim=True))
            getattr(self, f"deviation{n}").copy_(found[k].std((0, 2, 3), keepdim=True) + 1e-3)

    def forward(self, features):
        return torch.cat([head(x).flatten(1) for head, x in zip(self.heads, features)], 1)

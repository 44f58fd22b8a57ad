"""The discriminators: one looks at pictures, the other at what a trained segmenter sees in them."""

import torch
import torch.nn as nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
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


def folded(segmenter):
    """The same segmenter with batch normalization folded into its convolutions."""
    for part in [block for down in segmenter.down for block in down] + list(segmenter.up):
        part[0] = fuse_conv_bn_eval(part[0], part[1])
        part[1] = nn.Identity()
    return segmenter


class FeatureCritic(nn.Module):
    """Small critics of a frozen segmenter's features at several scales (after Projected GAN, Sauer et al. 2021).

    The segmenter knows doors, roofs and trees, so that a critic need not learn from pixels what they are.
    """

    def __init__(self, segmenter, scales=(1, 2, 3, 4)):
        super().__init__()
        # Not a registered part: it is frozen, and is not saved with the critic.
        self.__dict__["segmenter"] = folded(segmenter.requires_grad_(False).eval())
        self.scales = scales
        channels = [segmenter.down[k][1][0].out_channels for k in scales]
        self.heads = nn.ModuleList()
        for k, count in zip(scales, channels):
            plan = {
                1: [(32, 4, 2), (64, 4, 2)], 2: [(64, 4, 2), (64, 3, 1)], 3: [(64, 3, 1), (96, 4, 2)], 4: [(96, 3, 1)]
            }  # fmt: skip
            layers = []
            for outputs, kernel, stride in plan[k]:
                layers += [convolution(count, outputs, kernel, stride, 1), nn.LeakyReLU(0.2, True)]
                count = outputs
            self.heads.append(nn.Sequential(*layers, convolution(count, 1, 3, 1, 1)))
        for number, count in enumerate(channels):
            self.register_buffer(f"mean{number}", torch.zeros(1, count, 1, 1))
            self.register_buffer(f"deviation{number}", torch.ones(1, count, 1, 1))

    def see(self, x):
        """The segmenter's features of pictures [n, 3, 64, 64], from fine to coarse."""
        return self.segmenter.features(x)

    @torch.no_grad()
    def measure(self, x):
        """Sets mean and deviation of every feature from pictures of the world."""
        found = self.segmenter.features(x)
        for n, k in enumerate(self.scales):
            getattr(self, f"mean{n}").copy_(found[k].mean((0, 2, 3), keepdim=True))
            getattr(self, f"deviation{n}").copy_(found[k].std((0, 2, 3), keepdim=True) + 1e-3)

    def forward(self, found):
        verdicts = []
        for n, (k, head) in enumerate(zip(self.scales, self.heads)):
            features = (found[k] - getattr(self, f"mean{n}")) / getattr(self, f"deviation{n}")
            verdicts.append(head(features).flatten(1))
        return torch.cat(verdicts, 1)

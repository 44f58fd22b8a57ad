"""The discriminators: one looks at pictures, the other at what a trained network sees in them."""

from typing import Protocol

import torch
from segmenter import Segmenter
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torch.nn.utils.parametrizations import spectral_norm


def convolution(inputs: int, outputs: int, kernel: int, stride: int, padding: int) -> nn.Module:
    return spectral_norm(nn.Conv2d(inputs, outputs, kernel, stride, padding))


def with_deviation(x: Tensor, group: int = 4) -> Tensor:
    """Adds a channel: how much the pictures of a group differ. A generator that repeats itself is found out."""
    y = x.view(group, -1, *x.shape[1:])
    deviation = (y.var(0, unbiased=False) + 1e-8).sqrt().mean((1, 2, 3)).repeat(group)
    return torch.cat([x, deviation.view(-1, 1, 1, 1).expand(-1, 1, *x.shape[2:])], 1)


class PictureCritic(nn.Module):
    """Strided 4x4 convolutions from the picture down to 4x4."""

    def __init__(self, size: int, width: int = 24) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        inputs, outputs = 3, width * 64 // size if size > 64 else width
        while size > 4:
            layers += [convolution(inputs, outputs, 4, 2, 1), nn.LeakyReLU(0.2, True)]
            inputs, outputs, size = outputs, min(outputs * 2, 8 * width), size // 2
        self.body = nn.Sequential(*layers)
        self.out = convolution(inputs + 1, 1, 4, 1, 0)

    def forward(self, x: Tensor) -> Tensor:
        return self.out(with_deviation(self.body(x))).flatten(1)


def folded(segmenter: Segmenter) -> Segmenter:
    """The same segmenter, frozen, with batch normalization folded into its convolutions."""
    segmenter.requires_grad_(False)
    for part in list(segmenter.modules()):
        if not isinstance(part, nn.Sequential):
            continue
        kernel, norm = part[0], part[1]
        if isinstance(kernel, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            part[0] = fuse_conv_bn_eval(kernel, norm)
            part[1] = nn.Identity()
    return segmenter


class Eye(Protocol):
    """A frozen network that sees something in pictures, at five scales from fine to coarse."""

    widths: list[int]

    def features(self, x: Tensor) -> list[Tensor]: ...


class FeatureCritic(nn.Module):
    """Small critics of a frozen network's features at several scales (after Projected GAN, Sauer et al. 2021).

    A segmenter knows doors, roofs and trees, so that a critic need not learn from pixels what they are.
    """

    eye: Eye

    def __init__(self, eye: Eye, scales: tuple[int, ...] = (1, 2, 3, 4)) -> None:
        super().__init__()
        # Not a registered part: it is frozen, and is not saved with the critic.
        self.__dict__["eye"] = eye
        self.scales = scales
        channels = [eye.widths[k] for k in scales]
        self.heads = nn.ModuleList()
        for k, inputs in zip(scales, channels, strict=True):
            plan = {
                1: [(32, 4, 2), (64, 4, 2)], 2: [(64, 4, 2), (64, 3, 1)], 3: [(64, 3, 1), (96, 4, 2)], 4: [(96, 3, 1)]
            }  # fmt: skip
            layers: list[nn.Module] = []
            count = inputs
            for outputs, kernel, stride in plan[k]:
                layers += [convolution(count, outputs, kernel, stride, 1), nn.LeakyReLU(0.2, True)]
                count = outputs
            self.heads.append(nn.Sequential(*layers, convolution(count, 1, 3, 1, 1)))
        for number, count in enumerate(channels):
            self.register_buffer(f"mean{number}", torch.zeros(1, count, 1, 1))
            self.register_buffer(f"deviation{number}", torch.ones(1, count, 1, 1))

    def see(self, x: Tensor) -> list[Tensor]:
        """The features of pictures [n, 3, s, s], from fine to coarse."""
        return self.eye.features(x)

    @torch.no_grad()
    def measure(self, x: Tensor) -> None:
        """Sets mean and deviation of every feature from pictures of the world."""
        found = self.eye.features(x)
        for n, k in enumerate(self.scales):
            self.get_buffer(f"mean{n}").copy_(found[k].mean((0, 2, 3), keepdim=True))
            self.get_buffer(f"deviation{n}").copy_(found[k].std((0, 2, 3), keepdim=True) + 1e-3)

    def deviations(self) -> list[Tensor]:
        """The deviation of every feature, by scale."""
        return [self.get_buffer(f"deviation{n}") for n in range(len(self.scales))]

    def forward(self, found: list[Tensor]) -> Tensor:
        verdicts = []
        for n, (k, head) in enumerate(zip(self.scales, self.heads, strict=True)):
            features = (found[k] - self.get_buffer(f"mean{n}")) / self.get_buffer(f"deviation{n}")
            verdicts.append(head(features).flatten(1))
        return torch.cat(verdicts, 1)

"""The classifier: a small VGG that names the kind of a scene."""

import torch.nn.functional as F
from kinds import NAMES
from layout import channels_last
from safetensors.torch import load_file
from torch import Tensor, nn


class Classifier(nn.Module):
    """Pictures [n, 3, s, s] in -1...1 to logits [n, kinds]; made for 64 px."""

    def __init__(self, widths: tuple[int, ...] = (16, 32, 96, 256)) -> None:
        super().__init__()
        self.widths = list(widths)
        layers: list[nn.Module] = []
        inputs = 3
        for k, width in enumerate(widths):
            layers += [nn.MaxPool2d(2)] if k else []
            for _ in range(2):
                layers += [nn.Conv2d(inputs, width, 3, 1, 1), nn.BatchNorm2d(width), nn.ReLU(True)]
                inputs = width
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Linear(inputs, len(NAMES))

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.features(x).mean((2, 3)))


class Scales:
    """What a trained classifier sees at five scales: another eye for critics than a segmenter's.

    It was told what kind of scene a picture is, never where anything stands.
    """

    def __init__(self, path: str) -> None:
        net = Classifier()
        net.load_state_dict({k: v.float() for k, v in load_file(path).items()}, strict=False)
        self.net = channels_last(net.eval().requires_grad_(False))
        # Pooled, the last scale counts twice.
        self.widths = [*net.widths, net.widths[-1]]

    def features(self, x: Tensor) -> list[Tensor]:
        """The outputs of the four scales of pictures [n, 3, s, s] at 64 px, and means of 2x2 of the last: 4x4."""
        x = F.adaptive_avg_pool2d(x, 64)
        found: list[Tensor] = []
        for part in self.net.features:
            if isinstance(part, nn.MaxPool2d):
                found.append(x)
            x = part(x)
        return [*found, x, F.avg_pool2d(x, 2)]

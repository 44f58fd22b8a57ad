"""The networks that the program reads, in PyTorch, with seeded random weights of any size.

Each is written as its published code runs it. The fixtures of NetworksTests are small ones, the
peers in this folder full-size ones.
"""

import collections
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

import numpy
import torch
from torch import Tensor, nn
from torch.nn import functional

Random = numpy.random.RandomState
# Gets the name of a layer and its features, and returns what goes on.
Edit = Callable[[str, Tensor], Tensor]
State = Mapping[str, Tensor]
Features = dict[str, Tensor]
NamedModules = list[tuple[str, nn.Module]]
Module = TypeVar("Module", bound=nn.Module)


def unedited(_: str, features: Tensor) -> Tensor:
    return features


def normal(random: Random, *shape: int, scale: float = 1.0, offset: float = 0.0) -> Tensor:
    return torch.from_numpy((random.standard_normal(shape) * scale + offset).astype("float32"))


def fill(random: Random, norm: nn.BatchNorm2d, gain: float = 1) -> None:
    """Draws weights and statistics of a normalization, the weights times a gain."""
    count = norm.num_features
    norm.weight.data = normal(random, count, scale=0.2, offset=1) * gain
    norm.bias.data = normal(random, count, scale=0.3) * gain
    norm.running_mean = normal(random, count, scale=0.3)
    norm.running_var = normal(random, count, scale=0.3).abs() + 0.5


class DCGAN:
    """The generator of PyTorch's DCGAN example; a layer is named for its last module.

    The list of modules may begin with one that turns the latent into a pixel, which shifts the
    numbers of the others.
    """

    def __init__(
        self, random: Random, sizes: list[int], channels: int, bias: bool, prefix: str = "main.", shift: int = 0,
        all_biased: bool = False,
    ) -> None:
        self.prefix = prefix
        widths = [*sizes, channels]
        modules: list[nn.Module] = [nn.Identity() for _ in range(shift)]
        for index, (inputs, outputs) in enumerate(pairwise(widths)):
            is_last = index == len(widths) - 2
            stride, padding = (1, 0) if index == 0 else (2, 1)
            conv = nn.ConvTranspose2d(inputs, outputs, 4, stride, padding, bias=all_biased or (bias and is_last))
            # About a quarter of the kernel reaches any one pixel, except at the latent.
            reach = inputs if index == 0 else inputs * 4
            conv.weight.data = normal(random, *conv.weight.shape, scale=(2 / reach) ** 0.5)
            if conv.bias is not None:
                conv.bias.data = normal(random, outputs, scale=0.3)
            modules.append(conv)
            if not is_last:
                norm = nn.BatchNorm2d(outputs)
                fill(random, norm)
                modules += [norm, nn.ReLU()]
        modules.append(nn.Tanh())
        self.main = nn.Sequential(*modules).eval()

    def state(self) -> State:
        return {f"{self.prefix}{key}": value for key, value in self.main.state_dict().items()}

    def load(self, state: State) -> None:
        self.main.load_state_dict({k.removeprefix(self.prefix): v for k, v in state.items()})

    def run(self, latent: Tensor, edit: Edit) -> tuple[Features, Tensor]:
        x = latent.reshape(1, -1, 1, 1)
        features = {}
        for index, module in enumerate(self.main):
            x = module(x)
            if isinstance(module, (nn.ReLU, nn.Tanh)):
                features[f"{self.prefix}{index}"] = x[0]
                x = edit(f"{self.prefix}{index}", x)
        return features, x[0]


class ProgressiveGAN:
    """proggan.py of GAN Dissection: norm, upsample, conv, scale and bias, leaky ReLU.

    The state of the first checkpoints has other names for the same tensors.
    """

    def __init__(self, random: Random, sizes: list[int], channels: int, has_old_names: bool = False) -> None:
        self.weights: dict[str, Tensor] = {}
        self.has_old_names = has_old_names
        inputs, number = sizes[0], 0
        for outputs in sizes[1:]:
            for _ in range(2):
                number += 1
                kernel = 4 if number == 1 else 3
                # The scale that the file leaves out makes up for these large weights.
                self.add(random, f"layer{number}", outputs, inputs, kernel, kernel)
                inputs = outputs
        side = 4 * 2 ** (len(sizes) - 2)
        self.add(random, f"output_{side}x{side}", channels, inputs, 1, 1)

    def add(self, random: Random, name: str, outputs: int, inputs: int, kernel: int, scale: float) -> None:
        self.weights[f"{name}.conv.weight"] = normal(
            random, outputs, inputs, kernel, kernel, scale=scale / kernel
        )
        self.weights[f"{name}.wscale.b"] = normal(random, outputs, scale=0.3)

    def state(self) -> State:
        return {self.stored_name(key): value for key, value in self.weights.items()}

    def load(self, state: State) -> None:
        self.weights = {key: state[self.stored_name(key)] for key in self.weights}

    def stored_name(self, key: str) -> str:
        layer, rest = key.split(".", 1)
        if not self.has_old_names:
            return key
        if layer.startswith("output"):
            return f"output.{rest}"
        return f"features.{int(layer.removeprefix('layer')) - 1}.{rest}"

    def run(self, latent: Tensor, edit: Edit) -> tuple[Features, Tensor]:
        x = latent.reshape(1, -1, 1, 1)
        features = {}
        for key, weight in self.weights.items():
            if not key.endswith(".conv.weight"):
                continue
            name = key.removesuffix(".conv.weight")
            kernel = weight.shape[2]
            x = x / torch.sqrt(torch.mean(x**2, dim=1, keepdim=True) + 1e-8)
            number = int(name.removeprefix("layer")) if name.startswith("layer") else None
            if number is not None and number >= 3 and number % 2 == 1:
                x = functional.interpolate(x, scale_factor=2, mode="nearest")
            x = functional.conv2d(x, weight, padding={4: 3, 3: 1, 1: 0}[kernel])
            gain = 1 if number is None else 2**0.5 / kernel
            bias = self.weights[f"{name}.wscale.b"].view(1, -1, 1, 1)
            x = x * (gain / weight.shape[1] ** 0.5) + bias
            if number is not None:
                x = functional.leaky_relu(x, 0.2)
            features[name] = x[0]
            x = edit(name, x)
        return features, x[0]


class SummandNormalization(nn.BatchNorm2d):
    """The last normalization of a branch, whose output is added to another."""


SUMMAND_GAIN = 0.3


def initialize(random: Random, module: Module) -> Module:
    """Fills a module so that features stay of order 1 from layer to layer."""
    for part in module.modules():
        if isinstance(part, (nn.Conv2d, nn.Linear)):
            reach = part.weight[0].numel()
            part.weight.data = normal(random, *part.weight.shape, scale=(2 / reach) ** 0.5)
            if part.bias is not None:
                part.bias.data = normal(random, *part.bias.shape, scale=0.3)
        elif isinstance(part, nn.BatchNorm2d):
            # What is added to a sum stays small, so that 50 sums do.
            fill(random, part, SUMMAND_GAIN if isinstance(part, SummandNormalization) else 1)
    return module.eval()


class Classifier:
    """A list of named modules, of which the parts may have a name too."""

    def __init__(self, parts: dict[str, NamedModules], random: Random) -> None:
        self.parts = nn.ModuleDict(
            {part: nn.Sequential(collections.OrderedDict(modules)) for part, modules in parts.items()}
        )
        initialize(random, self.parts)

    def state(self) -> State:
        return {key.removeprefix("all."): value for key, value in self.parts.state_dict().items()}

    def load(self, state: State) -> None:
        keys = self.parts.state_dict().keys()
        self.parts.load_state_dict({key: state[key.removeprefix("all.")] for key in keys})

    def run(self, picture: Tensor, edit: Edit = unedited) -> tuple[Features, Tensor]:
        """The features of every module, by reference: a ReLU in place changes those before it."""
        x = picture[None]
        features = {}
        for part in self.parts.values():
            for name, module in part.named_children():
                x = module(x)
                features[name] = x[0].reshape(x[0].shape if x.dim() == 4 else (-1, 1, 1))
                x = edit(name, x)
        return features, x[0]


def fully_connected(inputs: int, hidden: int, classes: int, last: str) -> NamedModules:
    return [
        ("flatten", nn.Flatten()),
        ("fc6", nn.Linear(inputs, hidden)), ("relu6", nn.ReLU(inplace=True)),
        ("fc7", nn.Linear(hidden, hidden)), ("relu7", nn.ReLU(inplace=True)),
        (last, nn.Linear(hidden, classes)),
    ]


def vgg16(
    random: Random, widths: Sequence[int] = (64, 128, 256, 512, 512), side: int = 7, hidden: int = 4096,
    classes: int = 365,
) -> Classifier:
    features: NamedModules = []
    channels = 3
    for group, (width, count) in enumerate(zip(widths, (2, 2, 3, 3, 3), strict=True), 1):
        for number in range(1, count + 1):
            features += [
                (f"conv{group}_{number}", nn.Conv2d(channels, width, 3, padding=1)),
                (f"relu{group}_{number}", nn.ReLU(inplace=True)),
            ]
            channels = width
        features.append((f"pool{group}", nn.MaxPool2d(2, 2)))
    classifier = fully_connected(channels * side * side, hidden, classes, "fc8a")
    return Classifier({"features": features, "classifier": classifier}, random)


class LocalNormalization(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        mean = functional.avg_pool3d(x.pow(2)[:, None], (5, 1, 1), stride=1, padding=(2, 0, 0))
        return x / (1 + 1e-4 * mean[:, 0]).pow(0.75)


def alexnet(
    random: Random, widths: Sequence[int] = (96, 256, 384, 384, 256), groups: int = 2, side: int = 6,
    hidden: int = 4096, classes: int = 365,
) -> Classifier:
    modules: NamedModules = []
    channels = 3
    for number, (width, kernel) in enumerate(zip(widths, (11, 5, 3, 3, 3), strict=True), 1):
        modules += [
            (f"conv{number}", nn.Conv2d(
                channels, width, kernel, stride=4 if number == 1 else 1,
                padding=0 if number == 1 else kernel // 2,
                groups=groups if number in (2, 4, 5) else 1)),
            (f"relu{number}", nn.ReLU(inplace=True)),
        ]
        if number in (1, 2, 5):
            modules.append((f"pool{number}", nn.MaxPool2d(3, 2)))
        if number in (1, 2):
            modules.append((f"lrn{number}", LocalNormalization()))
        channels = width
    modules += fully_connected(channels * side * side, hidden, classes, "fc8")
    return Classifier({"all": modules}, random)


class Split(nn.ModuleList):
    """Gives its input to each of its modules; without module, as it is."""

    def forward(self, x: Tensor) -> list[Tensor]:
        return [module(x) for module in self]


class Sum(nn.Module):
    def forward(self, x: list[Tensor]) -> Tensor:
        return x[0] + x[1]


def bottleneck(channels: int, width: int, outputs: int, stride: int) -> nn.Sequential:
    def convolution(inputs: int, outputs: int, kernel: int, stride: int = 1) -> list[nn.Module]:
        return [
            nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
            nn.BatchNorm2d(outputs),
        ]

    branch = nn.Sequential(
        *convolution(channels, width, 1), nn.ReLU(), *convolution(width, width, 3, stride),
        nn.ReLU(), nn.Conv2d(width, outputs, 1, bias=False), SummandNormalization(outputs))
    is_same = channels == outputs and stride == 1
    shortcut = nn.Identity() if is_same else nn.Sequential(*convolution(channels, outputs, 1, stride))
    return nn.Sequential(Split([branch, shortcut]), Sum(), nn.ReLU())


def resnet(
    random: Random, blocks: Sequence[int] = (3, 8, 36, 3), width: int = 64, expansion: int = 4, classes: int = 365
) -> Classifier:
    modules: NamedModules = [
        ("0", nn.Conv2d(3, width, 7, 2, 3, bias=False)), ("1", nn.BatchNorm2d(width)),
        ("2", nn.ReLU()), ("3", nn.MaxPool2d(3, 2, 1)),
    ]
    channels = width
    for stage, count in enumerate(blocks):
        inner = width * 2**stage
        stack = []
        for block in range(count):
            stride = 2 if stage > 0 and block == 0 else 1
            stack.append(bottleneck(channels, inner, inner * expansion, stride))
            channels = inner * expansion
        modules.append((str(stage + 4), nn.Sequential(*stack)))
    modules += [
        ("8", nn.AdaptiveAvgPool2d(1)), ("9", nn.Flatten()),
        ("10", nn.Sequential(nn.Identity(), nn.Linear(channels, classes))),
    ]
    return Classifier({"all": modules}, random)


class VGG:
    """The classifier of Assets/Training: convolutions with batch normalization, then a mean."""

    def __init__(
        self, random: Random, widths: Sequence[Sequence[int]] = ((16, 16), (32, 32), (96, 96), (256, 256)),
        classes: int = 38, bias: bool = True,
    ) -> None:
        modules: list[nn.Module] = []
        channels = 3
        for scale, group in enumerate(widths):
            modules += [nn.MaxPool2d(2)] if scale else []
            for width in group:
                modules += [
                    nn.Conv2d(channels, width, 3, padding=1, bias=bias), nn.BatchNorm2d(width),
                    nn.ReLU(inplace=True),
                ]
                channels = width
        self.features, self.classifier = nn.Sequential(*modules), nn.Linear(channels, classes)
        self.parts = nn.ModuleDict({"features": self.features, "classifier": self.classifier})
        initialize(random, self.parts)

    def state(self) -> State:
        return self.parts.state_dict()

    def load(self, state: State) -> None:
        self.parts.load_state_dict(state)

    def run(self, picture: Tensor, edit: Edit = unedited) -> tuple[Features, Tensor]:
        """The features after every ReLU and pooling, the mean and the scores."""
        x = picture[None]
        features = {}
        for number, module in enumerate(self.features):
            x = module(x)
            if isinstance(module, (nn.ReLU, nn.MaxPool2d)):
                features[f"features.{number}"] = x[0]
                x = edit(f"features.{number}", x)
        mean = x.mean((2, 3))
        scores = self.classifier(mean)[0]
        features |= {"mean": mean.reshape(-1, 1, 1), "classifier": scores.reshape(-1, 1, 1)}
        return features, scores


class UNet(nn.Module):
    """The segmenter of Assets/Training: five scales by maxima, and back by copying pixels."""

    def __init__(
        self, random: Random, widths: Sequence[int] = (16, 32, 64, 96, 96), up: Sequence[int] = (16, 16, 32, 64),
        concepts: int = 22,
    ) -> None:
        super().__init__()

        def block(inputs: int, outputs: int) -> nn.Sequential:
            return nn.Sequential(
                nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs),
                nn.ReLU(inplace=True))

        self.down = nn.ModuleList(
            nn.Sequential(block(inputs, width), block(width, width))
            for inputs, width in zip((3, *widths[:-1]), widths, strict=True))
        coarse = (*up[1:], widths[4])
        self.up = nn.ModuleList(block(coarse[k] + widths[k], up[k]) for k in range(4))
        self.out = nn.Conv2d(up[0], concepts, 1)
        initialize(random, self)

    def state(self) -> State:
        return self.state_dict()

    def load(self, state: State) -> None:
        self.load_state_dict(state)

    def run(self, picture: Tensor, edit: Edit = unedited) -> tuple[Features, Tensor]:
        x = picture[None]
        features: Features = {}
        scales: list[Tensor] = []
        for k in range(5):
            x = self.down.get_submodule(f"{k}.0")(functional.max_pool2d(x, 2) if k else x)
            features[f"down.{k}.0"] = x[0]
            x = self.down.get_submodule(f"{k}.1")(x)
            features[f"down.{k}.1"] = features[f"down.{k}"] = x[0]
            x = edit(f"down.{k}", x)
            scales.append(x)
        for k in (3, 2, 1, 0):
            x = self.up[k](torch.cat([functional.interpolate(x, scale_factor=2), scales[k]], 1))
            features[f"up.{k}"] = x[0]
            x = edit(f"up.{k}", x)
        features["out"] = self.out(x)[0]
        return features, features["out"]

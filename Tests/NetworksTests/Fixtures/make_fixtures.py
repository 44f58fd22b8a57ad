"""Writes the fixtures of NetworksTests: small random generators and what PyTorch makes of them.

    python make_fixtures.py

Versions: python 3.11, torch 2.13.0+cpu, numpy 2.4.6, safetensors 0.8.0. Any recent ones will do:
the weights come from numpy's frozen RandomState streams, so only rounding can differ.

Each generator has two files. `NAME.safetensors` is the checkpoint. `NAME-expected.safetensors` has
the latent, the features of every layer (`plain/LAYER`), the same with interventions at two layers
(`edited/LAYER`, taken before the edit of that layer itself, as nethook does; the picture is
`edited/picture`), and the interventions (`edit/LAYER/units`, `/alphas`, `/values`).
`latents.safetensors` has rows of numpy's RandomState as `SEED/COUNT/ID`.
"""

import pathlib

import numpy
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional

FOLDER = pathlib.Path(__file__).parent


def normal(random, *shape, scale=1.0, offset=0.0):
    return torch.from_numpy((random.standard_normal(shape) * scale + offset).astype("float32"))


class DCGAN:
    """The generator of PyTorch's DCGAN example; a layer is named for its last module."""

    def __init__(self, random, sizes, channels, bias):
        widths = sizes + [channels]
        modules = []
        for index, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
            is_last = index == len(widths) - 2
            stride, padding = (1, 0) if index == 0 else (2, 1)
            conv = nn.ConvTranspose2d(inputs, outputs, 4, stride, padding, bias=bias and is_last)
            # About a quarter of the kernel reaches any one pixel, except at the latent.
            reach = inputs if index == 0 else inputs * 4
            conv.weight.data = normal(random, *conv.weight.shape, scale=(2 / reach) ** 0.5)
            if conv.bias is not None:
                conv.bias.data = normal(random, outputs, scale=0.3)
            modules.append(conv)
            if not is_last:
                norm = nn.BatchNorm2d(outputs)
                norm.weight.data = normal(random, outputs, scale=0.2, offset=1)
                norm.bias.data = normal(random, outputs, scale=0.3)
                norm.running_mean.data = normal(random, outputs, scale=0.3)
                norm.running_var.data = normal(random, outputs, scale=0.3).abs() + 0.5
                modules += [norm, nn.ReLU()]
        modules.append(nn.Tanh())
        self.main = nn.Sequential(*modules).eval()

    def state(self):
        return {f"main.{key}": value for key, value in self.main.state_dict().items()}

    def load(self, state):
        self.main.load_state_dict({k.removeprefix("main."): v for k, v in state.items()})

    def run(self, latent, edit):
        x = latent.reshape(1, -1, 1, 1)
        features = {}
        for index, module in enumerate(self.main):
            x = module(x)
            if isinstance(module, (nn.ReLU, nn.Tanh)):
                features[f"main.{index}"] = x[0]
                x = edit(f"main.{index}", x)
        return features, x[0]


class ProgressiveGAN:
    """proggan.py of GAN Dissection: norm, upsample, conv, scale and bias, leaky ReLU."""

    def __init__(self, random, sizes, channels):
        self.weights = {}
        inputs, number = sizes[0], 0
        for step, outputs in enumerate(sizes[1:]):
            for _ in range(2):
                number += 1
                kernel = 4 if number == 1 else 3
                # The scale that the file leaves out makes up for these large weights.
                self.add(random, f"layer{number}", outputs, inputs, kernel, kernel)
                inputs = outputs
        side = 4 * 2 ** (len(sizes) - 2)
        self.add(random, f"output_{side}x{side}", channels, inputs, 1, 1)

    def add(self, random, name, outputs, inputs, kernel, scale):
        self.weights[f"{name}.conv.weight"] = normal(
            random, outputs, inputs, kernel, kernel, scale=scale / kernel
        )
        self.weights[f"{name}.wscale.b"] = normal(random, outputs, scale=0.3)

    def state(self):
        return self.weights

    def load(self, state):
        self.weights = state

    def run(self, latent, edit):
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


def write(name, network, random, latent_size, edited, dtype):
    state = {key: value.clone().contiguous() for key, value in network.state().items()}
    stored = {k: v.to(dtype) if v.is_floating_point() else v for k, v in state.items()}
    save_file(stored, FOLDER / f"{name}.safetensors", metadata={"made_by": "make_fixtures.py"})
    network.load({k: v.float() if v.is_floating_point() else v for k, v in stored.items()})

    latent = normal(random, latent_size)
    plain, _ = network.run(latent, lambda _, x: x)
    written = {"latent": latent}
    written |= {f"plain/{layer}": value for layer, value in plain.items()}
    edits = {}
    for layer, units in edited.items():
        grid = plain[layer].shape[1:]
        alphas = torch.from_numpy(random.random_sample((len(units), *grid)).astype("float32"))
        alphas[0, :2] = 0
        alphas[-1, -2:] = 1
        edits[layer] = (units, alphas, normal(random, len(units), *grid, scale=2))

    def edit(layer, x):
        if layer in edits:
            units, alphas, values = edits[layer]
            a, v = torch.zeros_like(x), torch.zeros_like(x)
            a[0, units], v[0, units] = alphas, values
            x = x * (1 - a) + v * a
        return x

    features, picture = network.run(latent, edit)
    written |= {f"edited/{layer}": value for layer, value in features.items()}
    written["edited/picture"] = picture
    for layer, (units, alphas, values) in edits.items():
        written[f"edit/{layer}/units"] = torch.tensor(units, dtype=torch.float32)
        written[f"edit/{layer}/alphas"] = alphas
        written[f"edit/{layer}/values"] = values
    written = {key: value.clone().contiguous() for key, value in written.items()}
    save_file(written, FOLDER / f"{name}-expected.safetensors")
    for layer, value in plain.items():
        print(f"{name:16} {layer:14} {tuple(value.shape)} deviation {value.std():.2f}")


def write_latents():
    rows = {}
    for seed, count, last in [
        (1, 512, 3), (1, 128, 9), (1, 100, 4), (1, 3, 8), (2, 128, 2), (0, 3, 5),
        (3, 1, 40), (4294967295, 100, 2),
    ]:
        table = numpy.random.RandomState(seed).standard_normal((last + 1, count))
        for row in sorted({0, 1, 2, last}):
            rows[f"{seed}/{count}/{row}"] = torch.from_numpy(table[row].astype("float32"))
    save_file(rows, FOLDER / "latents.safetensors")


def main():
    torch.set_grad_enabled(False)
    random = numpy.random.RandomState(7)
    write("dcgan", DCGAN(random, [6, 16, 12, 8], 3, False), random, 6,
          {"main.2": [0, 5, 15], "main.8": [7, 1]}, torch.float32)
    write("dcgan-grey", DCGAN(random, [5, 12, 8], 1, True), random, 5,
          {"main.5": [2, 3], "main.7": [0]}, torch.float16)
    write("progressive", ProgressiveGAN(random, [16, 16, 12, 8], 3), random, 16,
          {"layer1": [3, 0], "layer4": [0, 11, 6]}, torch.float32)
    write("progressive-bf16", ProgressiveGAN(random, [8, 12, 6], 3), random, 8,
          {"layer2": [3, 0], "output_8x8": [1]}, torch.bfloat16)
    write_latents()


main()

"""Writes the fixtures of NetworksTests: small random networks and what PyTorch makes of them.

    python make_fixtures.py

Versions: python 3.11, torch 2.13.0+cpu, numpy 2.4.6, safetensors 0.8.0. Any recent ones will do:
the weights come from numpy's frozen RandomState streams, so only rounding can differ.

Each generator has two files. `NAME.safetensors` is the checkpoint. `NAME-expected.safetensors` has
the latent, the features of every layer (`plain/LAYER`), the same with interventions at two layers
(`edited/LAYER`, taken before the edit of that layer itself, as nethook does; the picture is
`edited/picture`), and the interventions (`edit/LAYER/units`, `/alphas`, `/values`).
A classifier's have the `picture`, the features of every layer (`plain/LAYER`) and the `scores`. A
segmenter's have several pictures, `SIZE/picture`, with the features of every layer, `SIZE/LAYER`.
`NAME-edited.safetensors` has what a classifier or segmenter makes of a picture with interventions: the
`picture`, the `scores`, and the interventions as above.
`NAME-gradients.safetensors` has autograd's gradients of a sum over a network's output, weighted by `output`:
those of the `input`, and of the features of some layers (`gradient/LAYER`).
`picture`, the `scores`, and the interventions as above. `NAME-ablated.safetensors` has, for some layers, the
scores of the `picture` with all units (`LAYER/all`), without some (`LAYER/without/0-2`) and with only some
(`LAYER/only/0-2`); all others are 0.
`latents.safetensors` has rows of numpy's RandomState as `SEED/COUNT/ID`.
"""

import pathlib
import sys
from collections.abc import Callable
from typing import Any

import numpy
import torch
from safetensors.torch import save_file
from torch import Tensor

FOLDER = pathlib.Path(__file__).parent
sys.path.append(str(FOLDER.parents[1] / "Peers"))

from architectures import (  # noqa: E402
    DCGAN,
    VGG,
    Classifier,
    Edit,
    Features,
    ProgressiveGAN,
    Random,
    UNet,
    alexnet,
    normal,
    resnet,
    vgg16,
)

# For each layer the units, how far each of their cells is replaced, and by what.
Edits = dict[str, tuple[list[int], Tensor, Tensor]]


def write_checkpoint(name: str, network: Any, dtype: torch.dtype, **notes: str) -> None:
    state = {key: value.clone().contiguous() for key, value in network.state().items()}
    stored = {k: v.to(dtype) if v.is_floating_point() else v for k, v in state.items()}
    save_file(stored, FOLDER / f"{name}.safetensors", metadata={"made_by": "make_fixtures.py"} | notes)
    network.load({k: v.float() if v.is_floating_point() else v for k, v in stored.items()})


def write_expected(name: str, written: dict[str, Tensor]) -> None:
    written = {key: value.clone().contiguous() for key, value in written.items()}
    save_file(written, FOLDER / f"{name}-expected.safetensors")
    for key, value in written.items():
        if key.startswith("plain/"):
            print(f"{name:16} {key[6:]:14} {tuple(value.shape)} deviation {value.std():.2f}")


def write_classifier(
    name: str, network: Any, random: Random, side: int, dtype: torch.dtype, **notes: str
) -> None:
    write_checkpoint(name, network, dtype, **notes)
    # Half precision, exactly: the file is half as large.
    picture = normal(random, 3, side, side).half()
    features, scores = network.run(picture.float())
    written = {"picture": picture, "scores": scores}
    write_expected(name, written | {f"plain/{key}": value for key, value in features.items()})


def write_segmenter(
    name: str, network: UNet, random: Random, sizes: list[tuple[int, int]], dtype: torch.dtype, **notes: str
) -> None:
    write_checkpoint(name, network, dtype, **notes)
    written = {}
    for height, width in sizes:
        picture = normal(random, 3, height, width).half()
        written[f"{height}x{width}/picture"] = picture
        for layer, value in network.run(picture.float())[0].items():
            if layer in [f"down.{scale}.1" for scale in range(5)]:
                continue  # the same as the scale's
            written[f"{height}x{width}/{layer}"] = value.clone().contiguous()
            print(f"{name:16} {layer:14} {tuple(value.shape)} deviation {value.std():.2f}")
    save_file(written, FOLDER / f"{name}-expected.safetensors")


def random_edits(random: Random, plain: Features, edited: dict[str, list[int]]) -> Edits:
    """For some units of some layers, how far each cell is replaced, and by what."""
    edits = {}
    for layer, units in edited.items():
        grid = plain[layer].shape[1:]
        alphas = torch.from_numpy(random.random_sample((len(units), *grid)).astype("float32"))
        alphas[0, :2] = 0
        alphas[-1, -2:] = 1
        edits[layer] = (units, alphas, normal(random, len(units), *grid, scale=2))
    return edits


def editing(edits: Edits) -> Edit:
    def edit(layer: str, x: Tensor) -> Tensor:
        if layer in edits:
            units, alphas, values = edits[layer]
            a, v = torch.zeros_like(x), torch.zeros_like(x)
            a[0, units], v[0, units] = alphas, values
            x = x * (1 - a) + v * a
        return x

    return edit


def written_edits(edits: Edits) -> dict[str, Tensor]:
    written = {}
    for layer, (units, alphas, values) in edits.items():
        written[f"edit/{layer}/units"] = torch.tensor(units, dtype=torch.float32)
        written[f"edit/{layer}/alphas"] = alphas
        written[f"edit/{layer}/values"] = values
    return written


def write_edited(name: str, network: Classifier | UNet, side: int, edited: dict[str, list[int]]) -> None:
    random = numpy.random.RandomState(8)
    picture = normal(random, 3, side, side).half()
    plain, _ = network.run(picture.float())
    edits = random_edits(random, plain, edited)
    _, scores = network.run(picture.float(), editing(edits))
    written = {"picture": picture, "scores": scores} | written_edits(edits)
    written = {key: value.clone().contiguous() for key, value in written.items()}
    save_file(written, FOLDER / f"{name}-edited.safetensors")


def write(
    name: str, network: DCGAN | ProgressiveGAN, random: Random, latent_size: int, edited: dict[str, list[int]],
    dtype: torch.dtype,
) -> None:
    write_checkpoint(name, network, dtype)
    latent = normal(random, latent_size)
    plain, _ = network.run(latent, lambda _, x: x)
    written = {"latent": latent}
    written |= {f"plain/{layer}": value for layer, value in plain.items()}
    edits = random_edits(random, plain, edited)

    features, picture = network.run(latent, editing(edits))
    written |= {f"edited/{layer}": value for layer, value in features.items()}
    written["edited/picture"] = picture
    write_expected(name, written | written_edits(edits))


def write_gradients(
    name: str, run: Callable[[Tensor, Edit], tuple[Features, Tensor]], value: Tensor, layers: list[str]
) -> None:
    kept: dict[str, Tensor] = {}

    def keep(layer: str, x: Tensor) -> Tensor:
        if layer in layers:
            x.retain_grad()
            kept[layer] = x
        return x

    with torch.enable_grad():
        value = value.clone().requires_grad_()
        output = run(value, keep)[1]
        weights = normal(numpy.random.RandomState(9), *output.shape)
        output.backward(weights)
    written = {"input": value.detach(), "output": weights}
    for layer, x in {"input": value, **kept}.items():
        assert x.grad is not None
        written[f"gradient/{layer}"] = x.grad if x is value else x.grad[0]
    save_file({key: x.clone().contiguous() for key, x in written.items()}, FOLDER / f"{name}-gradients.safetensors")


def write_all_gradients(networks: dict[str, Any]) -> None:
    layers = {
        "dcgan": ["main.2", "main.8"], "dcgan-grey": ["main.5"], "progressive": ["layer1", "layer4"],
        "vgg16": ["relu2_1", "pool4", "relu7"], "alexnet": ["relu1", "lrn1", "relu4", "pool5"],
        "resnet": ["2", "3", "5", "8"], "vgg": ["features.2", "features.9"],
        "segmenter": ["down.0", "down.2", "up.2"], "segmenter-wide": ["down.4", "up.0"],
    }
    for name, network in networks.items():
        shape = {
            "dcgan": (6,), "dcgan-grey": (5,), "progressive": (16,), "vgg16": (3, 32, 32), "alexnet": (3, 99, 99),
            "resnet": (3, 40, 40), "vgg": (3, 40, 40), "segmenter": (3, 32, 16), "segmenter-wide": (3, 16, 48),
        }[name]
        write_gradients(name, network.run, normal(numpy.random.RandomState(10), *shape), layers[name])


def write_latents() -> None:
    rows = {}
    for seed, count, last in [
        (1, 512, 3), (1, 128, 9), (1, 100, 4), (1, 3, 8), (2, 128, 2), (0, 3, 5),
        (3, 1, 40), (4294967295, 100, 2),
    ]:
        table = numpy.random.RandomState(seed).standard_normal((last + 1, count))
        for row in sorted({0, 1, 2, last}):
            rows[f"{seed}/{count}/{row}"] = torch.from_numpy(table[row].astype("float32"))
    save_file(rows, FOLDER / "latents.safetensors")


def write_ablated(name: str, network: Classifier | VGG, side: int, layers: dict[str, int]) -> None:
    """Scores without units of some layers, whose numbers of units are given."""
    random = numpy.random.RandomState(9)
    picture = normal(random, 3, side, side).half()
    written = {"picture": picture}

    def scores(layer: str, ablated: list[int]) -> Tensor:
        def edit(found: str, x: Tensor) -> Tensor:
            if found != layer:
                return x
            x = x.clone()
            x[:, ablated] = 0
            return x

        return network.run(picture.float(), edit)[1].clone().contiguous()

    for layer, count in layers.items():
        written[f"{layer}/all"] = scores(layer, [])
        for units in ([0], [1, 2], [0, 2]):
            numbers = "-".join(map(str, units))
            written[f"{layer}/without/{numbers}"] = scores(layer, units)
            written[f"{layer}/only/{numbers}"] = scores(layer, [unit for unit in range(count) if unit not in units])
    save_file(written, FOLDER / f"{name}-ablated.safetensors")


def main() -> None:
    torch.set_grad_enabled(False)
    random = numpy.random.RandomState(7)
    networks: dict[str, Any] = {}
    networks["dcgan"] = DCGAN(random, [6, 16, 12, 8], 3, False)
    write("dcgan", networks["dcgan"], random, 6,
          {"main.2": [0, 5, 15], "main.8": [7, 1]}, torch.float32)
    networks["dcgan-grey"] = DCGAN(random, [5, 12, 8], 1, True)
    write("dcgan-grey", networks["dcgan-grey"], random, 5,
          {"main.5": [2, 3], "main.7": [0]}, torch.float16)
    networks["progressive"] = ProgressiveGAN(random, [16, 16, 12, 8], 3)
    write("progressive", networks["progressive"], random, 16,
          {"layer1": [3, 0], "layer4": [0, 11, 6]}, torch.float32)
    write("progressive-bf16", ProgressiveGAN(random, [8, 12, 6], 3), random, 8,
          {"layer2": [3, 0], "output_8x8": [1]}, torch.bfloat16)
    write("dcgan-prefixed", DCGAN(random, [5, 6, 4], 3, True, "netG.net.", 1, True), random, 5,
          {"netG.net.3": [2, 3], "netG.net.6": [0]}, torch.float32)
    write("progressive-old", ProgressiveGAN(random, [6, 8, 6], 1, True), random, 6,
          {"layer2": [3, 0], "layer4": [5]}, torch.float32)
    network = networks["vgg16"] = vgg16(random, (2, 3, 4, 5, 6), 1, 7, 5)
    write_classifier("vgg16", network, random, 32, torch.float32)
    write_edited("vgg16", network, 32, {"relu2_1": [2, 0], "relu4_3": [1, 4]})
    write_ablated("vgg16", network, 32, {"relu5_3": 6, "relu4_2": 5, "relu6": 7})
    network = networks["alexnet"] = alexnet(random, (6, 8, 10, 6, 4), 2, 2, 7, 5)
    write_classifier("alexnet", network, random, 99, torch.float16)
    write_edited("alexnet", network, 99, {"relu2": [5, 3], "lrn1": [0]})
    write_ablated("alexnet", network, 99, {"relu5": 4, "relu3": 10})
    network = networks["resnet"] = resnet(random, (2, 1, 3, 1), 3, 2, 5)
    write_classifier("resnet", network, random, 40, torch.float16)
    write_edited("resnet", network, 40, {"0": [2], "5": [7, 0, 4]})
    write_ablated("resnet", network, 40, {"7": 48, "5": 12, "0": 3})
    networks["vgg"] = VGG(random, ((5, 6), (4,), (7, 17)), 4)
    write_classifier("vgg", networks["vgg"], random, 40, torch.float16,
                     ganbrush="classifier", size="48", categories="church farm lake quarry")
    write_ablated("vgg", networks["vgg"], 40, {"features.16": 17, "features.9": 4})
    write_classifier("vgg-unbiased", VGG(random, ((4,), (5,)), 3, False), random, 9, torch.float32)
    # Widths that fill vectors, and those that leave gaps in them.
    unet = networks["segmenter"] = UNet(random, (16, 6, 7, 5, 8), (4, 16, 9, 3), 5)
    write_segmenter("segmenter", unet, random, [(16, 16), (32, 16)], torch.float32,
                    ganbrush="segmenter", size="32", concepts="sky tree wall rust moss")
    write_edited("segmenter", unet, 32, {"down.0": [3, 15], "down.2": [6, 1]})
    networks["segmenter-wide"] = UNet(random, (3, 4, 2, 5, 4), (2, 3, 17, 4), 33)
    write_segmenter("segmenter-wide", networks["segmenter-wide"], random,
                    [(16, 48)], torch.float16)
    write_all_gradients(networks)
    write_latents()


main()

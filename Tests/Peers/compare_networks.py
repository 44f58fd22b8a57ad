"""Compares networks of the published sizes with PyTorch, at every layer.

    python Tests/Peers/compare_networks.py .build/release/ganbrush [NETWORK ...]

Needs PyTorch, numpy, safetensors, 6 GB of memory and 2 GB of temporary files. The weights are random,
from a seed; the checkpoints are what torch.save writes. Ends with status 1 if any element of any
layer is further from PyTorch's than 1e-4 of the largest element of that layer: both sum tens of
thousands of products in 32 bits, in orders of their own, through up to 150 layers.
"""

import pathlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import numpy
import torch
from architectures import DCGAN, VGG, ProgressiveGAN, UNet, alexnet, normal, resnet, vgg16
from safetensors.torch import load_file, save_file
from torch import Tensor

TOLERANCE = 1e-4
# What has no layer in the program: modules without features of their own.
PASSED_OVER = {"flatten", "1", "9"}


class Peer:
    """A network with the shape of its input."""

    def __init__(self, make: Callable[[numpy.random.RandomState], Any], *input_shape: int) -> None:
        self.make = make
        self.input_shape = input_shape

    def run(self, network: Any, value: Tensor) -> dict[str, Tensor]:
        if len(self.input_shape) == 1:
            return network.run(value, lambda _, x: x)[0]
        return network.run(value)[0]


PEERS = {
    "dcgan-64": Peer(lambda r: DCGAN(r, [100, 512, 256, 128, 64], 3, False), 100),
    "progressive-256": Peer(
        lambda r: ProgressiveGAN(r, [512, 512, 512, 512, 256, 128, 64, 32], 3, True), 512),
    "progressive-256-wide": Peer(
        lambda r: ProgressiveGAN(r, [512, 512, 512, 512, 512, 256, 128, 64], 3), 512),
    "progressive-1024": Peer(
        lambda r: ProgressiveGAN(r, [512, 512, 512, 512, 512, 256, 128, 64, 32, 16], 3), 512),
    "alexnet": Peer(alexnet, 3, 227, 227),
    "vgg16": Peer(vgg16, 3, 224, 224),
    "resnet152": Peer(resnet, 3, 224, 224),
    "vgg-64": Peer(VGG, 3, 64, 64),
    "unet-64": Peer(UNet, 3, 64, 64),
    "unet-128": Peer(UNet, 3, 128, 128),
}


def compare(program: pathlib.Path, name: str, folder: pathlib.Path) -> bool:
    peer = PEERS[name]
    random = numpy.random.RandomState(20)
    network = peer.make(random)
    value = normal(random, *peer.input_shape)
    checkpoint, source, target = (
        folder / f"{name}.pth", folder / "input.safetensors", folder / "output.safetensors")
    torch.save(network.state(), checkpoint)
    save_file({"input": value}, source)
    expected = {k: v for k, v in peer.run(network, value).items() if k not in PASSED_OVER}
    start = time.monotonic()
    subprocess.run(
        [program, "models", "run", checkpoint, "--input", source, "--layers", ",".join(expected),
         "--force", "--out", target], check=True)
    seconds = time.monotonic() - start
    checkpoint.unlink()
    found = load_file(target)
    assert set(found) == set(expected), set(found) ^ set(expected)
    worst, at = 0.0, ""
    for layer, features in expected.items():
        assert found[layer].shape == features.shape, layer
        difference = (found[layer] - features).abs().max().item() / features.abs().max().item()
        # Written so that a NaN is the worst of all.
        if not difference <= worst:
            worst, at = difference, layer
    print(f"{name:22} {len(expected):3} layers  worst {worst:.1e} at {at:16} {seconds:5.1f} s")
    return worst <= TOLERANCE


def main() -> None:
    program, *names = sys.argv[1:]
    torch.set_grad_enabled(False)
    with tempfile.TemporaryDirectory() as folder:
        results = [
            compare(pathlib.Path(program).resolve(), name, pathlib.Path(folder))
            for name in names or PEERS
        ]
    sys.exit(0 if all(results) else 1)


main()

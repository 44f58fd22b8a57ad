"""Times the ablation of every unit of a classifier's last convolution against PyTorch with the same weights.

    python3 ablate_time.py GANBRUSH [MODEL ...]

Needs 4 GB of memory and takes some minutes. Both read the same PNG files, compute the features of the layer
once for each, and then the scores without each of its units; only what lies above the layer runs again. PyTorch
sets the units to 0 in copies of the features, as many at once as is fastest of four batches. Both have as many
threads as there are cores and 32-bit floats. ganbrush counts a part of a run; its time includes its start.
They take turns; figures are medians over the turns.
"""

import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import zlib

import numpy
import torch
from architectures import VGG, Classifier, vgg16
from render_time import FOLDER, THREADS
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

SHIPPED = FOLDER.parent.parent / "Assets/Models/world-classifier/classifier.safetensors"
TURNS = 3
# The layer, the side of pictures, and the pictures a turn of ganbrush and of PyTorch.
MODELS = {"world-classifier": ("features.26", 64, 1280, 24), "vgg16": ("relu5_3", 224, 32, 3)}
TARGET = 2


def write_png(path: pathlib.Path, pixels: numpy.ndarray) -> None:
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)

    def chunk(name: bytes, content: bytes) -> bytes:
        check = zlib.crc32(name + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + name + content + check

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))


class Peer:
    """PyTorch, with the network cut in two above the layer."""

    def __init__(self, network: Classifier | VGG, layer: str) -> None:
        if isinstance(network, VGG):
            features = fused(network.features)
            modules = [*features, nn.AdaptiveAvgPool2d(1), nn.Flatten(), network.classifier]
            cut = len(features)
        else:
            named = [child for part in network.parts.values() for child in part.named_children()]
            modules = [module for _, module in named]
            cut = next(number for number, (name, _) in enumerate(named) if name == layer) + 1
        self.lower, self.upper = nn.Sequential(*modules[:cut]).eval(), nn.Sequential(*modules[cut:]).eval()
        self.lower = self.lower.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.batch = 1
        self.rates: list[float] = []

    def run(self, pictures: Tensor, batch: int) -> float:
        """Seconds that all pictures take, each without every unit of the layer in turn."""
        start = time.perf_counter()
        for picture in pictures:
            features = self.lower(picture[None].contiguous(memory_format=torch.channels_last))
            self.upper(features).argmax(1)
            units = features.shape[1]
            for first in range(0, units, batch):
                count = min(batch, units - first)
                kept = features.repeat(count, 1, 1, 1)
                kept[torch.arange(count), torch.arange(first, first + count)] = 0
                self.upper(kept).argmax(1)
        return time.perf_counter() - start

    def choose_batch(self, pictures: Tensor) -> None:
        times = {batch: self.run(pictures, batch) for batch in (16, 64, 128, 512)}
        self.batch = min(times, key=lambda batch: times[batch])

    def measure(self, pictures: Tensor) -> None:
        self.rates.append(len(pictures) / self.run(pictures, self.batch))


def fused(features: nn.Sequential) -> list[nn.Module]:
    """The modules with each batch normalization folded into its convolution."""
    found: list[nn.Module] = []
    for module in features:
        if isinstance(module, nn.BatchNorm2d):
            convolution = found.pop()
            assert isinstance(convolution, nn.Conv2d)
            found.append(nn.utils.fuse_conv_bn_eval(convolution, module))
        else:
            found.append(module)
    return found


def network(name: str, checkpoint: pathlib.Path) -> Classifier | VGG:
    random = numpy.random.RandomState(5)
    if name == "vgg16":
        made = vgg16(random)
        save_file({key: value.contiguous() for key, value in made.state().items()}, checkpoint)
        return made
    state = {key: value.float() for key, value in load_file(SHIPPED).items()}
    shipped = VGG(random, classes=state["classifier.weight"].shape[0])
    shipped.features.eval()
    shipped.parts.load_state_dict(state, strict=False)
    return shipped


def compare(program: pathlib.Path, name: str, folder: pathlib.Path) -> str:
    layer, side, count, peer_count = MODELS[name]
    checkpoint = SHIPPED if name == "world-classifier" else folder / "vgg16.safetensors"
    peer = Peer(network(name, checkpoint), layer)
    random = numpy.random.RandomState(6)
    pixels = random.randint(0, 256, (2 * count, side, side, 3)).astype("uint8")
    # Folders that are classes: of the shipped network by name, of the other by number.
    classes = ("church", "lake") if name == "world-classifier" else ("first", "second")
    for number, picture in enumerate(pixels):
        (folder / "pictures" / classes[number % 2]).mkdir(parents=True, exist_ok=True)
        write_png(folder / "pictures" / classes[number % 2] / f"{number:05}.png", picture)
    some = torch.from_numpy(pixels[:peer_count]).permute(0, 3, 1, 2).float() / 127.5 - 1
    peer.choose_batch(some[: max(1, peer_count // 4)])
    ours: list[float] = []
    for turn in range(TURNS):
        start = time.perf_counter()
        # Half of the pictures rank units: this counts half of those.
        subprocess.run(
            [program, "importance", "--model", checkpoint, "--layer", layer, "--pictures", folder / "pictures",
             "--out", folder / f"run-{turn}", "--shard", "1/2"], check=True, stdout=subprocess.DEVNULL)
        ours.append(count / 2 / (time.perf_counter() - start))
        peer.measure(some)
    units = peer.lower(some[:1]).shape[1]
    mine, theirs = statistics.median(ours) * (units + 1), statistics.median(peer.rates) * (units + 1)
    figures = [f"{mine:,.0f}", f"{theirs:,.0f}", str(peer.batch), f"{mine / theirs:.1f}", str(TARGET)]
    return f"| {name}, {layer}, {units} units | {' | '.join(figures)} |"


def main() -> None:
    torch.set_grad_enabled(False)
    torch.set_num_threads(THREADS or 1)
    program = pathlib.Path(sys.argv[1]).resolve()
    rows = []
    for name in sys.argv[2:] or MODELS:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(compare(program, name, pathlib.Path(folder)))
    print("| images scored without units | ganbrush, a second | PyTorch, a second | its batch | ratio | target |")
    print("|---|---|---|---|---|---|\n" + "\n".join(rows))


main()

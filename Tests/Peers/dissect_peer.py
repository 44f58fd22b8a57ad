"""Dissects one layer of a generator with PyTorch, as dissect_time.py asks for it.

    python3 dissect_peer.py RUNTIME GENERATOR SEGMENTER LAYER THREADS

RUNTIME is eager or compile. Each line of standard input, `BATCH COUNT`, is answered with the seconds that
COUNT pictures take in batches of BATCH: they are made, segmented at 128×128, and the layer's units are
counted against the concepts on a grid of 64×64, above one level each. The first line written describes the
runtime, and `PART BATCH COUNT` asks for a part alone: generate, segment or count.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy
import torch
from architectures import UNet
from render_peer import FoldedProgressiveGAN, latent_size, rearrange
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

LABELS = 64
SEGMENTED = 128


class RetainingGAN(FoldedProgressiveGAN):
    """The generator, which hands out the features of one layer with its pictures."""

    def __init__(self, state: dict[str, Tensor], layer: int) -> None:
        super().__init__(state)
        self.layer = layer

    def pictures(self, latent: Tensor) -> tuple[Tensor, Tensor]:
        x = latent.reshape(latent.shape[0], -1, 1, 1)
        last = len(self.convolutions) - 1
        features = x
        for index, convolution in enumerate(self.convolutions):
            x = x * torch.rsqrt(x.square().mean(1, keepdim=True) + 1e-8)
            if 2 <= index < last and index % 2 == 0:
                x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
            x = convolution(x)
            if index < last:
                x = functional.leaky_relu(x, 0.2)
            if index + 1 == self.layer:
                features = x
        return x, features


class FoldedUNet(nn.Module):
    """The segmenter with its batch normalization folded into the weights."""

    def __init__(self, state: dict[str, Tensor]) -> None:
        super().__init__()
        state = {key: value.float() for key, value in state.items()}
        widths = [state[f"down.{k}.0.0.weight"].shape[0] for k in range(5)]
        up = [state[f"up.{k}.0.weight"].shape[0] for k in range(4)]
        self.concepts = state["out.weight"].shape[0]
        network = UNet(numpy.random.RandomState(0), widths, up, self.concepts)
        network.load_state_dict(state, strict=False)
        network.eval()

        def fold(block: Any) -> nn.Module:
            return nn.Sequential(
                nn.utils.fuse_conv_bn_eval(block[0], block[1]), nn.ReLU(inplace=True))

        self.down = nn.ModuleList(
            nn.Sequential(*[fold(network.down.get_submodule(f"{k}.{i}")) for i in range(2)])
            for k in range(5))
        self.up = nn.ModuleList(fold(network.up[k]) for k in range(4))
        self.out = network.out

    def forward(self, picture: Tensor) -> Tensor:
        size = (SEGMENTED, SEGMENTED)
        # Whole multiples are means of squares, which are quickest so.
        if picture.shape[-1] > SEGMENTED:
            x = functional.avg_pool2d(picture, picture.shape[-1] // SEGMENTED)
        else:
            x = functional.interpolate(picture, size, mode="bilinear", align_corners=False)
        scales = []
        for k in range(5):
            x = self.down[k](functional.max_pool2d(x, 2) if k else x)
            scales.append(x)
        for k in (3, 2, 1, 0):
            x = self.up[k](torch.cat([functional.interpolate(x, scale_factor=2.0), scales[k]], 1))
        # The labels of a coarser grid need no more scores than that grid has pixels.
        return self.out(functional.avg_pool2d(x, SEGMENTED // LABELS))


class Counting(nn.Module):
    """Counts pixels above a level by unit and concept: a product of two indicators."""

    def __init__(self, units: int, concepts: int) -> None:
        super().__init__()
        self.concepts = concepts
        self.levels = torch.full((1, units, 1, 1), 0.5)

    def forward(self, features: Tensor, scores: Tensor) -> Tensor:
        fine = functional.interpolate(features, (LABELS, LABELS), mode="bilinear", align_corners=False)
        active = (fine > self.levels).float().flatten(2)
        shown = functional.one_hot(scores.argmax(1), self.concepts).float().flatten(1, 2)
        return torch.bmm(active, shown).sum(0)


class Pipeline:
    """Generator, segmenter and counting, in the order of memory that was chosen."""

    def __init__(
        self, generator: str, segmenter: str, layer: int, is_compiled: bool, order: torch.memory_format
    ) -> None:
        gan = RetainingGAN(load_file(generator), layer).eval()
        unet = FoldedUNet(load_file(segmenter)).eval()
        units = gan.convolutions[layer - 1].get_parameter("weight").shape[0]
        for module in (gan, unet):
            rearrange(module, order)
        counting = Counting(units, unet.concepts)
        make: Callable[[Any], Any] = (
            (lambda part: torch.compile(part, dynamic=False)) if is_compiled else (lambda part: part))
        self.generate, self.segment, self.count = make(gan.pictures), make(unet), make(counting)
        self.latent_size = latent_size(gan)
        self.counts = torch.zeros(units, unet.concepts, dtype=torch.int64)

    def run(self, latents: Tensor) -> None:
        pictures, features = self.generate(latents)
        self.counts += self.count(features, self.segment(pictures)).long()

    def run_part(self, part: str, latents: Tensor) -> Callable[[], object]:
        pictures, features = self.generate(latents)
        scores = self.segment(pictures)
        return {
            "generate": lambda: self.generate(latents),
            "segment": lambda: self.segment(pictures),
            "count": lambda: self.count(features, scores),
        }[part]


def seconds(body: Callable[[], object], repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        body()
    return time.perf_counter() - start


@torch.inference_mode()
def main() -> None:
    runtime, generator, segmenter, layer, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    random = numpy.random.RandomState(1)
    pipeline = Pipeline(
        generator, segmenter, int(layer.removeprefix("layer")), runtime == "compile", torch.channels_last)
    print(
        f"PyTorch {torch.__version__}, {'compiled' if runtime == 'compile' else 'eager'}, channels last",
        flush=True)
    for line in sys.stdin:
        *part, batch, count = line.split()
        latents = torch.from_numpy(
            random.standard_normal((int(batch), pipeline.latent_size)).astype("float32"))
        body = pipeline.run_part(part[0], latents) if part else partial(pipeline.run, latents)
        # The first run of a size plans and compiles.
        seconds(body, 1)
        print(seconds(body, int(count) // int(batch)), flush=True)


if __name__ == "__main__":
    main()

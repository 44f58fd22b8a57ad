"""Inserts units at every cell of a generator's pictures with PyTorch, as insert_time.py asks for it.

    python3 insert_peer.py RUNTIME GENERATOR SEGMENTER LAYER THREADS

RUNTIME is eager or compile. Each line of standard input, `COUNT`, is answered with the seconds that the
insertions into COUNT pictures take. The layers up to LAYER run once a picture; the 64 pictures with an
insertion at one cell each run through the rest, and through the segmenter, as one batch, and the pixels of a
concept are counted. The first line written describes the runtime.
"""

import sys
import time

import numpy
import torch
from dissect_peer import FoldedUNet
from render_peer import FoldedProgressiveGAN, latent_size, rearrange
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

UNITS, CONCEPT = 20, 15


class DividedGAN(FoldedProgressiveGAN):
    """The generator, cut in two behind a layer."""

    def __init__(self, state: dict[str, Tensor], layer: int) -> None:
        super().__init__(state)
        self.layer = layer

    def part(self, x: Tensor, numbers: range) -> Tensor:
        last = len(self.convolutions) - 1
        for index in numbers:
            x = x * torch.rsqrt(x.square().mean(1, keepdim=True) + 1e-8)
            if 2 <= index < last and index % 2 == 0:
                x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
            x = self.convolutions[index](x)
            if index < last:
                x = functional.leaky_relu(x, 0.2, inplace=True)
        return x

    def features(self, latent: Tensor) -> Tensor:
        return self.part(latent.reshape(1, -1, 1, 1), range(self.layer))

    def picture(self, features: Tensor) -> Tensor:
        return self.part(features, range(self.layer, len(self.convolutions)))


class Insertions:
    """All insertions into one picture."""

    def __init__(self, generator: str, segmenter: str, layer: int, is_compiled: bool) -> None:
        self.gan = DividedGAN(load_file(generator), layer).eval()
        self.unet = FoldedUNet(load_file(segmenter)).eval()
        for module in (self.gan, self.unet):
            rearrange(module, torch.channels_last)
        self.latent_size = latent_size(self.gan)
        self.gains = (
            torch.compile(self.inserted_areas, dynamic=False) if is_compiled else self.inserted_areas)

    def inserted_areas(self, features: Tensor) -> Tensor:
        scores = self.unet(self.gan.picture(features))
        return (scores.argmax(1) == CONCEPT).flatten(1).sum(1)

    def run(self, latent: Tensor) -> Tensor:
        features = self.gan.features(latent)
        side = features.shape[-1]
        batch = features.expand(side * side, -1, -1, -1).clone(memory_format=torch.channels_last)
        cells = torch.arange(side * side)
        batch[cells, :UNITS, cells // side, cells % side] = 5.0
        return self.gains(batch)


@torch.inference_mode()
def main() -> None:
    runtime, generator, segmenter, layer, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    random = numpy.random.RandomState(1)
    insertions = Insertions(
        generator, segmenter, int(layer.removeprefix("layer")), runtime == "compile")
    print(
        f"PyTorch {torch.__version__}, {'compiled' if runtime == 'compile' else 'eager'}, channels last",
        flush=True)
    # The first run plans and compiles.
    insertions.run(torch.zeros(1, insertions.latent_size))
    for line in sys.stdin:
        latents = torch.from_numpy(
            random.standard_normal((int(line), 1, insertions.latent_size)).astype("float32"))
        start = time.perf_counter()
        for latent in latents:
            insertions.run(latent)
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()

"""Writes the fixture of causal weights: what PyTorch's autograd and Adam make of two small networks.

    python make_ace.py

The networks are `progressive` and `segmenter` of NetworksTests. `ace.safetensors` has for two pairs of
pictures the latents (`present`, `candidates`) and the cells that are changed (`present/cells`,
`candidates/cells`), the units' `values`, the `weights` at first and after each of two steps (`weights/1`,
`weights/2`), and of the first step the mean probabilities (`removal/loss`, `insertion/loss`, with the
penalty in neither) and the gradient of the loss (`gradient`, with the penalty).
"""

import pathlib
import sys

import numpy
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

FOLDER = pathlib.Path(__file__).parent
sys.path.append(str(FOLDER.parents[1] / "Peers"))

from architectures import ProgressiveGAN, UNet, normal  # noqa: E402

NETWORKS = FOLDER.parents[1] / "NetworksTests" / "Fixtures"
LAYER, UNITS, CELLS, CONCEPT = "layer4", 12, (8, 8), 1
PENALTY, RATE = 0.005, 0.02


def main() -> None:
    random = numpy.random.RandomState(12)
    generator = ProgressiveGAN(random, [16, 16, 12, 8], 3)
    generator.load(load_file(NETWORKS / "progressive.safetensors"))
    segmenter = UNet(random, (16, 6, 7, 5, 8), (4, 16, 9, 3), 5)
    segmenter.load(load_file(NETWORKS / "segmenter.safetensors"))
    segmenter.requires_grad_(False)

    def probability(latent: Tensor, cell: int, alpha: Tensor, values: Tensor) -> Tensor:
        mask = torch.zeros(CELLS).flatten()
        mask[cell] = 1
        share = alpha.view(1, -1, 1, 1) * mask.view(1, 1, *CELLS)

        def edit(layer: str, x: Tensor) -> Tensor:
            return x * (1 - share) + values.view(1, -1, 1, 1) * share if layer == LAYER else x

        picture = generator.run(latent, edit)[1][None]
        picture = functional.interpolate(picture, (32, 32), mode="bilinear", align_corners=False)
        likely = segmenter.run(picture[0])[1].softmax(0)[CONCEPT]
        return functional.adaptive_avg_pool2d(likely[None], CELLS).flatten()[cell]

    present, candidates = normal(random, 2, 16), normal(random, 2, 16)
    cells = torch.from_numpy(random.randint(0, 64, (2, 2)))
    values = normal(random, UNITS, scale=2)
    alpha = torch.from_numpy(random.random_sample(UNITS).astype("float32"))
    alpha[:2] = torch.tensor([0.0, 1.0])
    written = {
        "present": present, "candidates": candidates, "present/cells": cells[0].float(),
        "candidates/cells": cells[1].float(), "values": values, "weights": alpha.clone(),
    }
    alpha.requires_grad_()
    adam = torch.optim.Adam([alpha], RATE)
    for step in (1, 2):
        adam.zero_grad()
        removal = torch.stack(
            [probability(present[i], int(cells[0, i]), alpha, torch.zeros(UNITS)) for i in (0, 1)]).mean()
        insertion = torch.stack(
            [probability(candidates[i], int(cells[1, i]), alpha, values) for i in (0, 1)]).mean()
        loss = removal - insertion + PENALTY * alpha.square().sum()
        loss.backward()
        assert alpha.grad is not None
        if step == 1:
            written |= {
                "removal/loss": removal.detach()[None], "insertion/loss": insertion.detach()[None],
                "gradient": alpha.grad.clone(),
            }
        adam.step()
        with torch.no_grad():
            alpha.clamp_(0, 1)
        written[f"weights/{step}"] = alpha.detach().clone()
    save_file({key: x.contiguous() for key, x in written.items()}, FOLDER / "ace.safetensors")


main()

"""Writes the fixture of the experiments on areas: what PyTorch finds with NetworksTests' small networks.

    python make_fixtures.py

Versions: python 3.11, torch 2.13.0+cpu, numpy 2.4.6, safetensors 0.8.0; only rounding can differ.

`areas.safetensors` has, for the pictures `ids` of `progressive` and the labels that `segmenter` gives on
16×16 pixels: `before`, the pixels of each concept; `ablated/I`, the same with the units of the set `units/I`
of layer4 set to 0; and for the units `inserted/units` set to `inserted/values` at one cell of layer4 after
another, `gains` of the concept `concept`, and `contexts`, the concept at the middle of the cell before.
"""

import pathlib
import sys

import numpy
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

FOLDER = pathlib.Path(__file__).parent
NETWORKS = FOLDER.parents[1] / "NetworksTests" / "Fixtures"
sys.path.append(str(FOLDER.parents[1] / "Peers"))

from architectures import Edit, ProgressiveGAN, UNet, unedited  # noqa: E402

IDS = range(20, 24)
LAYER, CELLS, LABELS = "layer4", 8, 16
SETS = [[3, 7], [3, 7, 0, 11], [5], [9]]
INSERTED = {2: 4.0, 8: 6.0, 6: -3.0}


def setting(values: dict[int, float], cell: int | None = None) -> Edit:
    def edit(layer: str, x: Tensor) -> Tensor:
        if layer != LAYER:
            return x
        x = x.clone()
        for unit, value in values.items():
            if cell is None:
                x[0, unit] = value
            else:
                x[0, unit, cell // CELLS, cell % CELLS] = value
        return x

    return edit


def main() -> None:
    torch.set_grad_enabled(False)
    random = numpy.random.RandomState(0)
    generator = ProgressiveGAN(random, [16, 16, 12, 8], 3)
    generator.load(load_file(NETWORKS / "progressive.safetensors"))
    segmenter = UNet(random, (16, 6, 7, 5, 8), (4, 16, 9, 3), 5)
    segmenter.load(load_file(NETWORKS / "segmenter.safetensors"))
    latents = numpy.random.RandomState(1).standard_normal((IDS.stop, 16)).astype("float32")

    def labels(number: int, edit: Edit = unedited) -> Tensor:
        _, picture = generator.run(torch.from_numpy(latents[number]), edit)
        picture = functional.interpolate(picture[None], (32, 32), mode="bilinear", align_corners=False)[0]
        _, scores = segmenter.run(picture)
        return functional.avg_pool2d(scores[None], 2)[0].argmax(0)

    def areas(map_: Tensor) -> Tensor:
        return torch.bincount(map_.flatten(), minlength=5).float()

    before = torch.stack([areas(labels(number)) for number in IDS])
    # The concept that covers about the middle of all areas: it can gain and lose.
    concept = int(before.sum(0).argsort()[-2])
    middles = [cell // CELLS * 2 + 1 for cell in range(CELLS**2)], [cell % CELLS * 2 + 1 for cell in range(CELLS**2)]
    gains = torch.stack(
        [torch.stack([areas(labels(number, setting(INSERTED, cell)))[concept] - before[row, concept]
                      for cell in range(CELLS**2)]) for row, number in enumerate(IDS)])
    written = {
        "ids": torch.tensor(list(IDS)).float(), "before": before, "concept": torch.tensor([float(concept)]),
        "gains": gains, "contexts": torch.stack([labels(number)[middles].float() for number in IDS]),
        "inserted/units": torch.tensor(list(INSERTED)).float(),
        "inserted/values": torch.tensor(list(INSERTED.values())),
    }
    for index, units in enumerate(SETS):
        written[f"units/{index}"] = torch.tensor(units).float()
        written[f"ablated/{index}"] = torch.stack(
            [areas(labels(number, setting(dict.fromkeys(units, 0.0)))) for number in IDS])
    save_file({key: value.contiguous() for key, value in written.items()}, FOLDER / "areas.safetensors")
    print("before", before.tolist(), "concept", concept, "gains", gains.mean(1).tolist())


main()

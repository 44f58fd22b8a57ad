"""Writes the fixtures of DissectionTests: what the published definitions make of some activations.

    python make_fixtures.py

Versions: python 3.11, torch 2.13.0+cpu, numpy 2.4.6, safetensors 0.8.0. Any recent ones will do.

`sampling.safetensors` has small maps, `NAME/source`, and what `grid_sample` makes of them at other sizes
by both published rules, `NAME/edges` (zeros beyond the border) and `NAME/corners` (corners aligned), and
`NAME/centers` of cells that look at every 16th pixel of 227 from the 17th on, as those of AlexNet's conv5.

`units.safetensors` has the `features` of six units in 64 pictures, the `labels` of five concepts at each
pixel of a finer grid, and, without any bins, from all activations sorted:
`level`, what 1 % of the pixels of each unit exceed (numpy's method 'hazen');
`iou`, of the pixels above it with each concept; `mean` and `median` of each unit where a concept is;
`ratio`, mutual information by joint entropy of concepts with the pixels above each of 100 levels, by
unit, level and concept; `ratio_level`, these levels; `top`, the five pictures with the highest maximum;
`cooccurrence`, the share of each concept among the pixels above `level`; `information`, by unit the concept
and the ratio at the level of most information, and the IoU there (-1, 0 and 0 where nothing passes);
`chance`, by unit and concept the mean and the 0.99 quantile of its IoU with the labels of other pictures, above
what 1 % of the first 16 pictures' pixels exceed, as if that were 1 % of all.
"""

import pathlib

import numpy
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

FOLDER = pathlib.Path(__file__).parent
Array = NDArray[numpy.float64]


def sampled(source: Tensor, height: int, width: int, rule: str) -> Tensor:
    """Maps [n, c, h, w] at the pixels of another grid, as the published code asks `grid_sample`."""
    sizes = ((height, source.shape[2]), (width, source.shape[3]))
    aligned = rule == "corners"
    axes = []
    for target, cells in sizes:
        pixel = torch.arange(target, dtype=torch.float64)
        if aligned:
            position = pixel * (cells - 1) / max(target - 1, 1)
        elif rule == "centers":
            position = ((pixel + 0.5) * 227 / target - 0.5 - 17) / 16
        else:
            position = (pixel + 0.5) * cells / target - 0.5
        # The published code reads an axis of one cell at its middle everywhere.
        position = position if cells > 1 else torch.zeros_like(position)
        # grid_sample's own coordinates run from -1 to 1 between the edges or the corners.
        axes.append(2 * position / max(cells - 1, 1) - 1 if aligned else (2 * position + 1) / cells - 1)
    grid = torch.stack(torch.meshgrid(axes[1], axes[0], indexing="xy"), -1)[None]
    return functional.grid_sample(
        source.double(), grid.expand(len(source), -1, -1, -1), mode="bilinear",
        padding_mode="border" if aligned else "zeros", align_corners=aligned)


def entropy(parts: Array) -> Array:
    safe = numpy.where(parts > 0, parts, 1)
    total: Array = -(parts * numpy.log(safe)).sum(-1)
    return total


def ratio(on: NDArray[numpy.bool_], shown: NDArray[numpy.bool_]) -> float:
    both, active, area = (on & shown).mean(), on.mean(), shown.mean()
    joint = entropy(numpy.array([both, active - both, area - both, 1 - active - area + both]))
    parts = entropy(numpy.array([active, 1 - active])) + entropy(numpy.array([area, 1 - area]))
    return float((parts - joint) / joint) if joint > 0 else 0.0


class SplitMix:
    """SplitMix64 (Steele, Lea and Flood 2014)."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        mixed = ((self.state ^ (self.state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        mixed ^= mixed >> 31
        return (mixed >> 32) * limit >> 32


def partners(block: int, pictures: int) -> list[list[int]]:
    """For each of 100 shuffles whose labels each picture of a block is compared with: never its own."""
    random = SplitMix(block)
    shuffles = []
    for _ in range(100):
        row = list(range(pictures))
        for index in range(pictures - 1, 0, -1):
            other = random.below(index + 1)
            row[index], row[other] = row[other], row[index]
        turn = 1 + random.below(pictures - 1)
        partner = [0] * pictures
        for index, picture in enumerate(row):
            partner[picture] = row[(index + turn) % pictures]
        shuffles.append(partner)
    return shuffles


def chance(fine: Array, labels: NDArray[numpy.int64], concepts: int) -> Array:
    """Mean and 0.99 quantile of the IoU with other pictures' labels; fine is [n, c, h, w]."""
    size = 16
    level = numpy.quantile(fine[:size].transpose(1, 0, 2, 3).reshape(fine.shape[1], -1), 0.99, axis=1)
    on = fine > level[None, :, None, None]
    highest = numpy.quantile(fine.transpose(1, 0, 2, 3).reshape(fine.shape[1], -1), 0.99, axis=1)
    share = (fine > highest[None, :, None, None]).mean((0, 2, 3))
    # Where many pixels are alike, no level divides them.
    wanted = numpy.where(share > 0.009, 0.01, share) * labels.size
    counted = on.sum((0, 2, 3))
    blocks = [partners(start // size, size) for start in range(0, len(fine), size)]
    shuffles = [
        [size * number + partner for number, block in enumerate(blocks) for partner in block[k]]
        for k in range(100)]
    values = numpy.zeros((100, fine.shape[1], concepts))
    for k, shuffle in enumerate(shuffles):
        other = labels[shuffle]
        for concept in range(concepts):
            shown = (other == concept)[:, None]
            both = (on & shown).sum((0, 2, 3)) * wanted / numpy.maximum(counted, 1)
            values[k, :, concept] = both / numpy.maximum(wanted + shown.sum() - both, 1)
    return numpy.stack([values.mean(0), numpy.quantile(values, 0.99, axis=0)], -1)


def most_informative(
    flat: Array, truth: NDArray[numpy.bool_], levels: Array, ratios: Array, fractions: Array
) -> list[tuple[float, float, float]]:
    """The concept, ratio and IoU of each unit at the level that tells most."""
    found = []
    for unit, row in enumerate(flat):
        best = (-1.0, 0.0, 0.0)
        for number, level in enumerate(levels[unit]):
            on = row > level
            for concept, shown in enumerate(truth):
                passes = (
                    fractions[number] < 1 and level > 0 and shown.mean() >= 1e-3
                    and (on == shown).mean() > 0.8)
                if passes and ratios[unit, number, concept] > best[1]:
                    iou = (on & shown).sum() / max((on | shown).sum(), 1)
                    best = (float(concept), float(ratios[unit, number, concept]), float(iou))
        found.append(best)
    return found


def blurred(random: numpy.random.RandomState, shape: tuple[int, ...]) -> Tensor:
    """Noise with shapes in it, as features and scenes have."""
    noise = torch.from_numpy(random.standard_normal(shape))
    return functional.avg_pool2d(noise, 3, 1, 1, count_include_pad=False)


def units() -> dict[str, Tensor]:
    random = numpy.random.RandomState(3)
    pictures, grid = 64, 32
    scores = functional.interpolate(blurred(random, (pictures, 5, 8, 8)), (grid, grid), mode="bilinear")
    scores += torch.tensor([0.0, -0.1, -0.35, -0.5, -3.0]).view(1, 5, 1, 1)
    labels = scores.argmax(1)
    shown = functional.one_hot(labels, 5).permute(0, 3, 1, 2).double()
    share = functional.avg_pool2d(shown, 4)
    noise = blurred(random, (pictures, 6, 8, 8))
    features = torch.stack([
        noise[:, 0],
        4 * share[:, 1] + 0.5 * noise[:, 1],
        functional.relu(6 * share[:, 2] + noise[:, 2]),
        functional.relu(2 * share[:, 3] - 1 + 0.2 * noise[:, 3]),
        torch.zeros_like(noise[:, 4]),
        -3 * share[:, 0] + 2 * share[:, 3] + 0.3 * noise[:, 5],
    ], 1).float()
    fine = sampled(features, grid, grid, "edges").numpy()
    flat = fine.transpose(1, 0, 2, 3).reshape(6, -1)
    truth = shown.numpy().transpose(1, 0, 2, 3).reshape(5, -1) > 0
    fractions = numpy.logspace(-3, 0, 100)
    level = numpy.quantile(flat, 0.99, axis=1, method="hazen")
    on = flat > level[:, None]
    both = (on[:, None] & truth[None]).sum(2)
    union = (on[:, None] | truth[None]).sum(2)
    ratio_level = numpy.quantile(flat, 1 - fractions, axis=1, method="hazen").T
    ratios = numpy.array([
        [[ratio(row > t, concept) for concept in truth] for t in levels]
        for row, levels in zip(flat, ratio_level, strict=True)])
    where = [[row[concept] for concept in truth if concept.any()] for row in flat]
    highest = features.amax((2, 3)).T
    top = numpy.array([numpy.lexsort((numpy.arange(pictures), -row))[:5] for row in highest.numpy()])
    information = most_informative(flat, truth, ratio_level, ratios, fractions)
    return {
        "features": features, "labels": labels.half(),
        "level": torch.from_numpy(level), "iou": torch.from_numpy(both / numpy.maximum(union, 1)),
        "mean": torch.tensor([[float(v.mean()) for v in row] for row in where]),
        "median": torch.tensor([[float(numpy.median(v)) for v in row] for row in where]),
        "ratio": torch.from_numpy(ratios), "ratio_level": torch.from_numpy(ratio_level.copy()),
        "top": torch.from_numpy(top.astype("float32")),
        "cooccurrence": torch.from_numpy(both / numpy.maximum(on.sum(1), 1)[:, None]),
        "information": torch.tensor(information),
        "chance": torch.from_numpy(chance(fine, labels.numpy(), len(truth))),
    }


def main() -> None:
    random = numpy.random.RandomState(1)
    sampling: dict[str, Tensor] = {}
    for name, (height, width), (tall, wide) in [
        ("fourfold", (4, 4), (16, 16)), ("uneven", (3, 5), (10, 7)), ("same", (6, 6), (6, 6)),
        ("shrunk", (16, 16), (4, 4)), ("flat", (1, 4), (5, 9)), ("dot", (1, 1), (3, 3)),
        ("conv5", (13, 13), (14, 14)),
    ]:
        source = torch.from_numpy(random.standard_normal((1, 1, height, width)).astype("float32"))
        sampling[f"{name}/source"] = source[0]
        for rule in ["edges", "corners", "centers"]:
            sampling[f"{name}/{rule}"] = sampled(source, tall, wide, rule)[0].float().contiguous()
    save_file(sampling, FOLDER / "sampling.safetensors")
    save_file(
        {name: (value.float() if value.dtype == torch.float64 else value).contiguous()
         for name, value in units().items()},
        FOLDER / "units.safetensors")


main()

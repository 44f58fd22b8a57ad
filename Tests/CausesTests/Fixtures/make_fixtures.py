"""Writes the fixture of CausesTests: what a small classifier takes pictures for without each of its units.

    python make_fixtures.py

Versions: python 3.11, torch 2.13.0+cpu, numpy 2.4.6, safetensors 0.8.0. The pictures are random, around a
middle for each class; the classifier reads them by least squares, as `intervention_experiment.py` of the
published code would find a trained one. `importance.safetensors` has, as 32-bit floats, which hold whole numbers
and the bits of fractions that Swift rounds to them:

`labels` (n), `predicted` (1 + units, n): the class that is found with all units, then without each;
`balanced` (1 + units, classes), `accuracy` (1 + units), by the published formulas;
`ranking` (classes, units): the most important units first; `ranks`, `other` and `spearman`: two lists and their
coefficient by scipy's definition.
"""

import pathlib

import numpy
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from torch import nn

CLASSES, UNITS, COUNT = 5, 12, 600
Numbers = NDArray[numpy.float64]


def measured(predicted: NDArray[numpy.int64], labels: NDArray[numpy.int64]) -> tuple[list[float], float]:
    """The balanced accuracy of each class and the accuracy of all, as the published code has them."""
    total = len(labels)
    balanced, recalls = [], []
    for number in range(CLASSES):
        true, pred = int((labels == number).sum()), int((predicted == number).sum())
        correct = int(((labels == number) & (predicted == number)).sum())
        recall = correct / true
        negatives = (total - true) - (pred - correct)
        balanced.append((recall + negatives / (total - true)) / 2)
        recalls.append(recall)
    return balanced, sum(recalls) / CLASSES


def average_ranks(values: Numbers) -> Numbers:
    return numpy.array([((values < value).sum() + 1 + (values <= value).sum()) / 2 for value in values])


def main() -> None:
    torch.set_grad_enabled(False)
    random = numpy.random.RandomState(3)
    # Classes of different frequencies.
    labels = numpy.sort(random.choice(CLASSES, COUNT, p=[0.4, 0.25, 0.2, 0.1, 0.05]))
    middles = random.standard_normal((CLASSES, 3, 4, 4))
    pictures = torch.from_numpy(middles[labels] + 1.3 * random.standard_normal((COUNT, 3, 4, 4))).float()
    layer = nn.Sequential(nn.Conv2d(3, UNITS, 3, padding=1), nn.ReLU())
    layer[0].weight.data = torch.from_numpy(random.standard_normal((UNITS, 3, 3, 3)) * 0.4).float()
    layer[0].bias.data = torch.from_numpy(random.standard_normal(UNITS) * 0.2).float()
    features = layer(pictures)
    means = features.mean((2, 3))
    design = torch.cat([means, torch.ones(COUNT, 1)], 1)
    solution = torch.linalg.lstsq(design, nn.functional.one_hot(torch.from_numpy(labels), CLASSES).float()).solution

    def classes(ablated: list[int]) -> NDArray[numpy.int64]:
        kept = features.clone()
        kept[:, ablated] = 0
        scores = torch.cat([kept.mean((2, 3)), torch.ones(COUNT, 1)], 1) @ solution
        found: NDArray[numpy.int64] = scores.argmax(1).numpy()
        return found

    predicted = numpy.stack([classes([]), *(classes([unit]) for unit in range(UNITS))])
    found = [measured(row, labels) for row in predicted]
    balanced = numpy.array([row for row, _ in found])
    ranking = numpy.stack([
        numpy.array(sorted(range(UNITS), key=lambda unit: (balanced[1 + unit, number], unit)))
        for number in range(CLASSES)])
    first: Numbers = random.randint(0, 6, 30).astype("float64")
    second: Numbers = first + random.randint(0, 8, 30)
    x, y = average_ranks(first), average_ranks(second)
    spearman = numpy.corrcoef(x, y)[0, 1]
    save_file({
        name: torch.from_numpy(numpy.ascontiguousarray(value)).float().contiguous() for name, value in {
            "labels": labels, "predicted": predicted, "balanced": balanced,
            "accuracy": numpy.array([accuracy for _, accuracy in found]), "ranking": ranking,
            "first": first, "second": second, "spearman": numpy.array([spearman]),
        }.items()
    }, pathlib.Path(__file__).parent / "importance.safetensors")
    print(balanced[0], found[0][1], balanced[1:].min(0), spearman)


main()

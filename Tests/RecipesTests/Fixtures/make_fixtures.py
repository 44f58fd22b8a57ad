"""Writes the fixtures of RecipesTests: quantiles as numpy and PyTorch have them.

    python make_fixtures.py

Versions: python 3.11, torch 2.13.0+cpu, numpy 2.4.6, safetensors 0.8.0. Any recent ones will do.

`quantiles.safetensors` has some activations as `NAME/activations` and their quantiles, in the order of
PROBABILITIES, as `NAME/quantiles`: numpy's method 'hazen' puts the i-th of n at (i - 1/2)/n.
`measured/LAYER` has a row of quantiles for each unit of the small DCGAN of NetworksTests: of all its
cells in 48 pictures, the first rows of RandomState(1).
"""

import pathlib
from typing import Any

import numpy
import numpy.typing
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

FOLDER = pathlib.Path(__file__).parent
CHECKPOINT = FOLDER.parent.parent / "NetworksTests" / "Fixtures" / "dcgan.safetensors"
PROBABILITIES = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 1]


def quantiles(activations: numpy.typing.NDArray[Any]) -> Tensor:
    values = numpy.quantile(activations.astype("float64"), PROBABILITIES, method="hazen", axis=-1)
    return torch.from_numpy(values.T.astype("float32").copy())


def measured(pictures: int) -> dict[str, Tensor]:
    """The first two layers of the DCGAN: transposed convolution, batch normalization, ReLU."""
    state = load_file(CHECKPOINT)
    size = state["main.0.weight"].shape[0]
    rows = numpy.random.RandomState(1).standard_normal((pictures, size))
    x = torch.from_numpy(rows.astype("float32")).reshape(pictures, size, 1, 1)
    result: dict[str, Tensor] = {}
    for module, stride, padding in [(0, 1, 0), (3, 2, 1)]:
        x = functional.conv_transpose2d(
            x, state[f"main.{module}.weight"], stride=stride, padding=padding)
        parts = ("running_mean", "running_var", "weight", "bias")
        mean, variance, weight, bias = (state[f"main.{module + 1}.{part}"] for part in parts)
        x = functional.relu(functional.batch_norm(x, mean, variance, weight, bias))
        units = x.transpose(0, 1).reshape(x.shape[1], -1)
        result[f"measured/main.{module + 2}"] = quantiles(units.numpy())
    return result


def main() -> None:
    random = numpy.random.RandomState(5)
    samples: dict[str, numpy.typing.NDArray[Any]] = {
        "one": numpy.array([2.5]),
        "two": numpy.array([3, -1]),
        "seven": random.standard_normal(7),
        "zeros": numpy.maximum(random.standard_normal(200), 0),
        "steps": random.randint(0, 4, 3072),
        "many": random.standard_normal(3072) * 40,
    }
    written = measured(48)
    for name, values in samples.items():
        sample = values.astype("float32")
        written[f"{name}/activations"] = torch.from_numpy(sample)
        written[f"{name}/quantiles"] = quantiles(sample)
    save_file(written, FOLDER / "quantiles.safetensors")


main()

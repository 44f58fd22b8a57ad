"""Writes the fixtures of PaintingTests: strokes, and what GANPaint's definition makes of them.

    python make_fixtures.py

Versions: python 3.11, torch 2.13.0+cpu, numpy 2.4.6, pillow 13.0.0, safetensors 0.8.0. Any recent
ones will do.

`NAME.json` is a request to GANPaint's server (`interventions`) with two keys more: `layers` has the
grid of each layer, `expected` the composed alpha and value of each cell, by layer and unit.
`dcgan.json` paints the generator of NetworksTests; `dcgan-expected.safetensors` has the picture
that PyTorch makes of image 3 with these strokes, and `dcgan-expected.png` its bytes.
"""

import base64
import io
import json
import pathlib
from collections.abc import Iterable
from typing import Any

import numpy
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional

FOLDER = pathlib.Path(__file__).parent
# As JSON has it.
Intervention = dict[str, Any]
# Alphas and values of each cell, by layer and unit.
Composed = dict[tuple[str, int], tuple[Tensor, Tensor]]
CHECKPOINT = FOLDER.parent.parent / "NetworksTests" / "Fixtures" / "dcgan.safetensors"


# The definition: masks, pooling, composition.


def painted_cells(mask: dict[str, Any]) -> Tensor:
    """The bits of a mask as a matrix; cells outside its bounds are not painted."""
    bits = mask["bitstring"]
    shape = mask.get("shape") or [256, 256]
    top, left, bottom, right = mask.get("bitbounds") or [0, 0, *shape]
    if "image/png;base64," in bits:
        data = base64.b64decode(bits.split("image/png;base64,")[1])
        pixels = numpy.asarray(Image.open(io.BytesIO(data)))
        if pixels.ndim == 3 and pixels.shape[2] == 4:
            inside = pixels[:, :, 3] > 0
        else:
            inside = (pixels[:, :, 0] if pixels.ndim == 3 else pixels) < 255
    else:
        inside = numpy.array([bit != "0" for bit in bits]).reshape(bottom - top, right - left)
    cells = numpy.zeros(shape, dtype="float32")
    cells[top:bottom, left:right] = inside
    return torch.from_numpy(cells)


def pooled(intervention: Intervention, grid: tuple[int, int]) -> Tensor:
    """The share of each cell of a layer's grid that a stroke paints."""
    if intervention.get("mask") is None:
        return torch.ones(grid)
    pool = (
        functional.adaptive_avg_pool2d
        if intervention.get("maskpooling") == "mean"
        else functional.adaptive_max_pool2d
    )
    return pool(painted_cells(intervention["mask"])[None, None], grid)[0, 0]


def compose(interventions: Iterable[Intervention], layers: dict[str, tuple[int, int]]) -> Composed:
    """Alphas and values of every unit that is named, strokes oldest first."""
    result: Composed = {}
    for intervention in interventions:
        edits = {}
        for edit in intervention["ablations"]:
            alpha, value = edit.get("alpha"), edit.get("value")
            edits[edit["layer"], edit["unit"]] = (
                1.0 if alpha is None else alpha,
                0.0 if value is None else value,
            )
        for (layer, unit), (alpha, value) in edits.items():
            new = alpha * pooled(intervention, layers[layer])
            old, kept = result.get((layer, unit), (torch.zeros_like(new), torch.zeros_like(new)))
            both = 1 - (1 - new) * (1 - old)
            values = (kept * old * (1 - new) + value * new) / (both + 1e-40)
            result[layer, unit] = both, values
    return result


# The strokes.


def png(random: numpy.random.RandomState, height: int, width: int, mode: str) -> str:
    """A mask drawn as a PNG: opaque or dark where it paints."""
    # Coarse blocks, so that some cells of a grid stay free.
    blocks = random.random_sample((height // 8 + 1, width // 8 + 1)) < 0.3
    inside = numpy.kron(blocks, numpy.ones((8, 8), dtype=bool))[:height, :width]
    pixels = numpy.zeros((height, width, len(mode)), dtype="uint8")
    if mode == "RGBA":
        # Barely opaque is painted, white is too; black without opacity is not.
        pixels[inside] = [255, 255, 255, 1]
    else:
        # Red decides: 254 is painted, whatever green and blue are.
        pixels[..., 0] = numpy.where(inside, 254, 255)
        if mode == "RGB":
            pixels[..., 1] = 255
    file = io.BytesIO()
    Image.fromarray(pixels.squeeze() if mode == "L" else pixels, mode).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def bitstring(random: numpy.random.RandomState, height: int, width: int) -> str:
    return "".join("01"[int(bit)] for bit in (random.random_sample(height * width) < 0.2))


def strokes(random: numpy.random.RandomState, coarse: str, fine: str) -> list[Intervention]:
    """One stroke for each way to write one, most of them over each other."""

    def edit(layer: str, unit: int, alpha: float | None = None, value: float | None = None) -> dict[str, object]:
        edit: dict[str, object] = {"layer": layer, "unit": unit}
        if alpha is not None:
            edit["alpha"] = alpha
        if value is not None:
            edit["value"] = value
        return edit

    return [
        # No mask is everywhere.
        {"ablations": [edit(coarse, 1, 0.3, 1.5), edit(fine, 0, 0.5, -0.75)]},
        # Bits in a box, of a size that no grid divides.
        {
            "ablations": [edit(coarse, 1, 0.6, -2.0), edit(fine, 0, 0.8, 3.25)],
            "mask": {
                "shape": [29, 31],
                "bitbounds": [3, 5, 20, 27],
                "bitstring": bitstring(random, 17, 22),
            },
        },
        # No shape is 256×256; the mean of a window instead of its greatest.
        {
            "ablations": [edit(fine, 0, 0.9, 0.5), edit(coarse, 2, 1.0, 2.5)],
            "mask": {"bitbounds": [90, 100, 122, 130], "bitstring": bitstring(random, 32, 30)},
            "maskpooling": "mean",
        },
        # No box is the whole shape.
        {
            "ablations": [edit(coarse, 2, 0.4), edit(fine, 3, 1.0, 4.0)],
            "mask": {"shape": [11, 6], "bitstring": bitstring(random, 11, 6)},
        },
        # Alpha and value left out or null are 1 and 0; the last of a repeated unit wins.
        {
            "ablations": [
                edit(coarse, 3),
                edit(fine, 3, 0.2, 9.0),
                {"layer": fine, "unit": 3, "alpha": None, "value": None},
                edit(coarse, 1, 0.7, 5.0),
                edit(coarse, 1, 0.35, 0.125),
            ],
            "mask": {
                "shape": [40, 52],
                "bitbounds": [0, 0, 40, 52],
                "bitstring": png(random, 40, 52, "RGBA"),
            },
            "maskpooling": "max",
        },
        {
            "ablations": [edit(coarse, 3, 0.3, 1.0), edit(fine, 0, 0.45, 2.0)],
            "mask": {"bitstring": png(random, 256, 256, "RGB")},
            "maskpooling": "mean",
        },
        {
            "ablations": [edit(coarse, 3, 0.0, 7.0), edit(fine, 3, 0.55, -1.0)],
            "mask": {
                "shape": [30, 30],
                "bitbounds": [1, 2, 25, 29],
                "bitstring": png(random, 24, 27, "L"),
            },
        },
    ]


# The files.


def rounded(cells: Tensor) -> list[float]:
    return [float(f"{number:.9g}") for number in cells.flatten().tolist()]


def write(name: str, interventions: list[Intervention], layers: dict[str, tuple[int, int]]) -> Composed:
    composed = compose(interventions, layers)
    expected: dict[str, dict[str, dict[str, list[float]]]] = {}
    for (layer, unit), (alphas, values) in sorted(composed.items()):
        maps = {"alphas": rounded(alphas), "values": rounded(values)}
        expected.setdefault(layer, {})[str(unit)] = maps
    text = json.dumps(
        {"interventions": interventions, "layers": layers, "expected": expected},
        separators=(",", ":"),
    )
    (FOLDER / f"{name}.json").write_text(text + "\n")
    return composed


def paint(weights: dict[str, Tensor], latent: Tensor, composed: Composed) -> Tensor:
    """The DCGAN of NetworksTests, with features replaced behind each ReLU as nethook does."""
    x = latent.reshape(1, -1, 1, 1)
    for index in [0, 3, 6]:
        stride, padding = (1, 0) if index == 0 else (2, 1)
        x = functional.conv_transpose2d(x, weights[f"main.{index}.weight"], None, stride, padding)
        parts = ("running_mean", "running_var", "weight", "bias")
        mean, variance, weight, bias = (weights[f"main.{index + 1}.{part}"] for part in parts)
        x = torch.relu(functional.batch_norm(x, mean, variance, weight, bias))
        for (layer, unit), (alphas, values) in composed.items():
            if layer == f"main.{index + 2}":
                x[0, unit] = x[0, unit] * (1 - alphas) + values * alphas
    x = functional.conv_transpose2d(x, weights["main.9.weight"], weights.get("main.9.bias"), 2, 1)
    return torch.tanh(x)[0]


def main() -> None:
    random = numpy.random.RandomState(7)
    write("odd-grids", strokes(random, "coarse", "fine"), {"coarse": (5, 7), "fine": (13, 9)})
    layers = {"main.5": (8, 8), "main.8": (16, 16)}
    composed = write("dcgan", strokes(random, "main.5", "main.8"), layers)

    weights = load_file(CHECKPOINT)
    count = weights["main.0.weight"].shape[0]
    rows = numpy.random.RandomState(1).standard_normal((4, count)).astype("float32")
    picture = paint(weights, torch.from_numpy(rows[3]), composed)
    save_file({"picture": picture.contiguous()}, FOLDER / "dcgan-expected.safetensors")
    pixels = ((picture + 1) / 2 * 255).clamp(0, 255).byte()
    Image.fromarray(pixels.permute(1, 2, 0).numpy(), "RGB").save(FOLDER / "dcgan-expected.png")


if __name__ == "__main__":
    with torch.no_grad():
        main()

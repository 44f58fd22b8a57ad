"""What a generator's pictures contain, against the world's: the figures of its card.

    python measure_generator.py --generator generator.safetensors --segmenter segmenter.safetensors \
      --world data/unseen-church-64 --output figures.json --sheet sheet.png

Reads 5,000 generated pictures (ids 0 to 4999) and 5,000 scenes of the church category that no training saw, all of them
through the segmenter. The Fréchet distance is that of the segmenter's coarsest features, averaged over the picture.
The sheet shows ids 0 to 63, chosen by nobody.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from exported import Exported, latents
from frechet import distance, moments
from segmenter import Segmenter, enlarged, load_segmenter
from sheet import draw_sheet
from torch import Tensor
from world import CONCEPTS, Collection

BUILDING = ("wall", "tower")


@torch.no_grad()
def seen(segmenter: Segmenter, batches: Iterable[Tensor]) -> tuple[Tensor, Tensor, Tensor]:
    """Per picture: the share of every concept, and the mean coarse features; and small copies of 1,000."""
    shares: list[Tensor] = []
    features: list[Tensor] = []
    copies: list[Tensor] = []
    for pictures in batches:
        found = segmenter.features(enlarged(pictures).contiguous(memory_format=torch.channels_last))
        labels = segmenter.logits(found).argmax(1)
        shares.append(torch.stack([(labels == c).float().mean((1, 2)) for c in range(len(CONCEPTS))], 1))
        features.append(found[-1].mean((2, 3)))
        if len(copies) * len(pictures) < 1000:
            copies.append(F.adaptive_avg_pool2d(pictures, 16).flatten(1))
    return torch.cat(shares), torch.cat(features), torch.cat(copies)[:1000]


def near_duplicates(copies: Tensor, threshold: float = 0.05) -> float:
    """The share of pictures with another one nearer than the threshold: root mean square, 16x16 px, range 2."""
    apart = torch.cdist(copies, copies) / copies.shape[1] ** 0.5
    apart.fill_diagonal_(9)
    return (apart.min(1).values < threshold).float().mean().item()


def churches(shares: Tensor, building: float = 0.02, detail: float = 0.0005) -> dict[str, float]:
    """The share of pictures with a building, and of those the share with a door and a window."""
    has = {c: shares[:, CONCEPTS.index(c)] for c in (*BUILDING, "door", "window")}
    found = torch.stack([has[c] for c in BUILDING]).sum(0) > building
    whole = found & (has["door"] > detail) & (has["window"] > detail)
    return {"building": found.float().mean().item(), "of these door and window": (whole.sum() / found.sum()).item()}


def skies(batches: Iterable[Tensor]) -> dict[str, float]:
    """The shares of warm and of dark skies: by the mean colour of the upper quarter but the first rows."""
    colours = torch.cat([y[:, :, y.shape[2] // 16 : y.shape[2] * 5 // 16].mean((2, 3)) for y in batches])
    warm, dark = colours[:, 0] > colours[:, 2] + 0.05, colours.mean(1) < -0.45
    return {"warm": warm.float().mean().item(), "dark": dark.float().mean().item()}


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("generator", "segmenter", "world", "output", "sheet"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--count", type=int, default=5000)
    a = parser.parse_args()
    torch.set_flush_denormal(True)
    generator, segmenter = Exported(a.generator), load_segmenter(a.segmenter)
    draw_sheet(generator.run, a.sheet)
    world, step = Collection(a.world), 50
    made = seen(segmenter, (generator.run(latents(k, step)) for k in range(0, a.count, step)))
    drawn = seen(segmenter, (world.batch(np.arange(k, k + step))[0] for k in range(0, a.count, step)))
    labels = np.asarray(world.labels[: a.count])
    true = np.bincount(labels.ravel(), minlength=len(CONCEPTS)) / labels.size
    half = a.count // 2
    areas = {
        c: {
            "generated": round(made[0][:, k].mean().item(), 4),
            "world": round(drawn[0][:, k].mean().item(), 4),
            "true": round(float(true[k]), 4),
        }
        for k, c in enumerate(CONCEPTS)
    }
    figures = {
        "areas": areas,
        "ratios of areas above 1 %": {
            c: round(v["generated"] / v["world"], 3) for c, v in areas.items() if v["world"] > 0.01
        },
        "frechet": distance(moments(made[1]), moments(drawn[1])),
        "frechet of the world against itself": distance(moments(drawn[1][:half]), moments(drawn[1][half:])),
        "churches": {"generated": churches(made[0]), "world": churches(drawn[0])},
        "skies": {
            "generated": skies(generator.run(latents(k, step)) for k in range(0, a.count, step)),
            "world": skies(world.batch(np.arange(k, k + step))[0] for k in range(0, a.count, step)),
        },
        "near duplicates": {"generated": near_duplicates(made[2]), "world": near_duplicates(drawn[2])},
    }
    Path(a.output).write_text(json.dumps(figures, indent=2) + "\n")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()

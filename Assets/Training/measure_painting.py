"""What painting does: the share of painted pixels that show the concept, and how natural painted pictures stay.

    python measure_painting.py --generator generator.safetensors --recipes recipes.json \
      --segmenter segmenter.safetensors --output painting.json --picture painting.png --removing removing.png

Regions of 2x2 cells and of one, on pictures whose ids (from 5000 on) no recipe has seen, stand where a person would
paint the concept: a door at the foot of a wall, a cloud in the sky. Each gets the first units of the concept's default
recipe, at each of its draw values. Removals set as many units to 0, or to the values of the recipes' removals where
these have any, over the cells where the concept stands. The Fréchet distance, in the segmenter's coarsest features, is
between pictures with one such stroke each, of a concept at random, and other pictures without.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from dissection import look, named, paint
from exported import Exported, latents
from frechet import distance, moments
from painting import SMALL
from PIL import Image
from places import Places
from segmenter import Segmenter, enlarged, load_segmenter
from torch import Tensor
from world import CONCEPTS

FIRST = 5000


class Painter:
    """Strokes of a book of recipes."""

    def __init__(self, generator: Exported, book: dict[str, Any]) -> None:
        self.generator = generator
        self.recipes: dict[tuple[int, str], dict[str, Any]] = {}
        for layer in book["layers"]:
            for recipe in layer["recipes"]:
                self.recipes.setdefault((int(layer["layer"][5:]), recipe["concept"]), recipe)
        self.removals: dict[tuple[int, str], dict[str, Any]] = {
            (int(layer["layer"][5:]), removal["concept"]): removal
            for layer in book["layers"]
            for removal in layer.get("removals", ())
        }

    def concepts(self, layer: int) -> list[str]:
        return [concept for number, concept in self.recipes if number == layer]

    def painted(
        self, z: Tensor, layer: int, concept: str, mask: Tensor, units: int, draw: str | None = None
    ) -> Tensor:
        """Pictures of the latents with a stroke in the cells of the mask."""
        recipe = self.recipes[layer, concept]
        values = torch.tensor(recipe["draws"][draw or recipe["draw"]][:units], dtype=torch.float32)
        x = self.generator.run(z, until=layer)
        return self.generator.run(paint(x, mask, recipe["units"][:units], values), after=layer)

    def removed(self, z: Tensor, layer: int, concept: str, mask: Tensor, units: int) -> Tensor:
        """Pictures of the latents with the concept removed from the cells of the mask."""
        recipe = self.recipes[layer, concept]
        removal = self.removals.get((layer, concept)) or {**recipe, "draw": "zero", "draws": {"zero": [0.0] * units}}
        values = torch.tensor(removal["draws"][removal["draw"]][:units], dtype=torch.float32)
        x = self.generator.run(z, until=layer)
        return self.generator.run(paint(x, mask, removal["units"][:units], values), after=layer)


def share(segmenter: Segmenter, y: Tensor, mask: Tensor, c: int) -> float:
    """How much of what was painted shows the concept."""
    shows = named(segmenter, y).argmax(1) == c
    inside = F.interpolate(mask, y.shape[2:])[:, 0]
    return ((shows * inside).sum() / inside.sum()).item()


def effects(
    painter: Painter, segmenter: Segmenter, places: Places, layer: int, units: int, draws: list[str], cells: int
) -> dict[str, dict[str, float]]:
    """Per concept: the share before painting, and after, by draw value."""
    side = painter.generator.grid(layer)
    found: dict[str, dict[str, float]] = {}
    for concept in painter.concepts(layer):
        c = CONCEPTS.index(concept)
        pictures, mask = places.regions(concept, side, [(cells, cells)], 50, seed=7)
        z = torch.cat([latents(FIRST + p, 1) for p in pictures])
        found[concept] = {"before": round(share(segmenter, painter.generator.run(z), mask, c), 3)}
        for draw in draws:
            y = painter.painted(z, layer, concept, mask, units, draw)
            found[concept][draw] = round(share(segmenter, y, mask, c), 3)
        print(f"layer{layer}", f"{cells}x{cells}", concept, found[concept], flush=True)
    return found


def stands(shares: Tensor, concept: str, side: int) -> Tensor:
    """The cells [n, 1, side, side] that show the concept, from probabilities."""
    c = CONCEPTS.index(concept)
    return (F.adaptive_avg_pool2d(shares[:, c : c + 1].float(), side) > (0.08 if concept in SMALL else 0.25)).float()


def losses(
    painter: Painter, segmenter: Segmenter, shares: Tensor, layer: int, units: int, most: int = 50
) -> dict[str, dict[str, Any]]:
    """Per concept: how much of where it stands shows it, before its removal and after; and what shows then."""
    side = painter.generator.grid(layer)
    found: dict[str, dict[str, Any]] = {}
    for concept in painter.concepts(layer):
        c, masks = CONCEPTS.index(concept), stands(shares, concept, side)
        pictures = masks.flatten(1).any(1).nonzero().flatten()[:most].tolist()
        if not pictures:
            continue
        mask = masks[pictures]
        z = torch.cat([latents(FIRST + p, 1) for p in pictures])
        inside = F.interpolate(mask, (painter.generator.size,) * 2)[:, 0] > 0
        before = (shares[pictures].argmax(1) == c)[inside].float().mean().item()
        after = named(segmenter, painter.removed(z, layer, concept, mask, units)).argmax(1)
        stood = inside & (shares[pictures].argmax(1) == c)
        instead = torch.bincount(after[stood], minlength=len(CONCEPTS)).float() / stood.sum()
        found[concept] = {
            "before": round(before, 3),
            "after": round((after == c)[inside].float().mean().item(), 3),
            "where it stood": {
                CONCEPTS[k]: round(instead[k].item(), 2) for k in instead.argsort(descending=True)[:4].tolist()
            },
        }
        print(f"layer{layer} removed", concept, found[concept], flush=True)
    return found


@torch.no_grad()
def naturalness(
    painter: Painter, segmenter: Segmenter, places: Places, layer: int, units: int, count: int
) -> dict[str, float]:
    """How far painted pictures are from others, and others from others."""
    random = np.random.default_rng(3)
    features: tuple[list[Tensor], list[Tensor]] = ([], [])
    concepts, side = painter.concepts(layer), painter.generator.grid(layer)
    for picture in range(count):
        possible = [c for c in random.permutation(concepts) if places.allowed(picture, c).mean() > 0.02]
        mask, z = torch.zeros(1, 1, side, side), latents(FIRST + picture, 1)
        row, column = places.best(picture, possible[0], side, 2, 2, random)
        mask[:, :, row : row + 2, column : column + 2] = 1
        pictures = painter.painted(z, layer, possible[0], mask, units), painter.generator.run(z)
        for kept, y in zip(features, pictures, strict=True):
            kept.append(segmenter.features(enlarged(y))[-1].mean((2, 3)))
    half = count // 2
    changed, plain = (torch.cat(kept) for kept in features)
    return {
        "painted against unpainted": distance(moments(changed[:half]), moments(plain[half:])),
        "unpainted against unpainted": distance(moments(plain[:half]), moments(plain[half:])),
    }


def draw(
    painter: Painter, places: Places, path: str, layers: list[int], units: int, rows: int = 6, scale: int = 2
) -> None:
    """A row a picture: the picture, then one stroke of each concept where it could stand; one block a layer."""
    blocks = []
    for layer in layers:
        side = painter.generator.grid(layer)
        concepts = painter.concepts(layer)
        for row in range(rows):
            picture = row * 3
            z, random = latents(FIRST + picture, 1), np.random.default_rng(row)
            line = [painter.generator.run(z)]
            for concept in concepts:
                mask, size = torch.zeros(1, 1, side, side), side // 4
                top, left = places.best(picture, concept, side, size, size, random)
                mask[:, :, top : top + size, left : left + size] = 1
                line.append(painter.painted(z, layer, concept, mask, units))
            blocks.append(torch.cat(line, 3))
    write(torch.cat(blocks, 2), path, scale)


def draw_removals(
    painter: Painter, shares: Tensor, path: str, layers: list[int], units: int, columns: int = 6, scale: int = 2
) -> None:
    """A row a concept: pairs of pictures that show much of it, before and after it is removed; one block a layer."""
    rows = []
    for layer in layers:
        side = painter.generator.grid(layer)
        for concept in painter.concepts(layer):
            masks = stands(shares, concept, side)
            pictures = masks.flatten(1).sum(1).argsort(descending=True)[: 4 * columns : 4].tolist()
            z, mask = torch.cat([latents(FIRST + p, 1) for p in pictures]), masks[pictures]
            pairs = painter.generator.run(z), painter.removed(z, layer, concept, mask, units)
            rows.append(torch.cat([y for pair in zip(*pairs, strict=True) for y in pair], 2)[None])
    write(torch.cat(rows, 2), path, scale)


def write(picture: Tensor, path: str, scale: int) -> None:
    """Writes [1, 3, height, width] as a PNG file, every pixel `scale` wide."""
    drawn = picture[0].permute(1, 2, 0)
    image = Image.fromarray(((drawn + 1) * 127.5).numpy().astype(np.uint8))
    image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST).save(path)


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("generator", "recipes", "segmenter", "output", "picture", "removing"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--units", type=int, default=10)
    parser.add_argument("--layers", type=int, nargs="+", default=[3, 4, 5, 6])
    parser.add_argument("--drawn", type=int, nargs="+", default=[4], help="layers of the picture")
    parser.add_argument("--draws", nargs="+", default=["level", "mean"])
    parser.add_argument("--count", type=int, default=500)
    a = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    torch.set_flush_denormal(True)
    generator, segmenter = Exported(a.generator), load_segmenter(a.segmenter)
    painter = Painter(generator, json.loads(Path(a.recipes).read_text()))
    shares = look(generator, segmenter, a.count, FIRST)[0]
    places, scale = Places(shares.argmax(1)), max(1, 128 // generator.size)
    draw(painter, places, a.picture, a.drawn, a.units, scale=scale)
    draw_removals(painter, shares, a.removing, a.drawn, a.units, scale=scale)
    figures = {
        f"layer{layer}": {
            "units": a.units,
            **{
                f"{cells}x{cells} cells": effects(painter, segmenter, places, layer, a.units, a.draws, cells)
                for cells in (2, 1)
            },
            "removed": losses(painter, segmenter, shares, layer, a.units),
            "frechet": naturalness(painter, segmenter, places, layer, a.units, a.count),
        }
        for layer in a.layers
    }
    Path(a.output).write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()

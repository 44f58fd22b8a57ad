"""What painting does: the share of painted pixels that show the concept, and how natural painted pictures stay.

    python measure_painting.py --generator generator.safetensors --recipes recipes.json \
      --segmenter segmenter.safetensors --output painting.json --picture painting.png

Regions of 2x2 cells, on pictures whose ids (from 5000 on) no recipe has seen, stand where a person would paint the
concept: a door at the foot of a wall, a cloud in the sky. Each gets the first units of the concept's default recipe, at
each of its draw values. The Fréchet distance, in the segmenter's coarsest features, is between pictures with one such
stroke each, of a concept at random, and other pictures without.
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

    def concepts(self, layer: int) -> list[str]:
        return [concept for number, concept in self.recipes if number == layer]

    def painted(
        self, z: Tensor, layer: int, concept: str, mask: Tensor, units: int, draw: str | None = None
    ) -> Tensor:
        """Pictures of the latents with a stroke in the cells of the mask."""
        recipe = self.recipes[layer, concept]
        values = torch.tensor(recipe["draws"][draw or recipe["draw"]])[:units]
        x = self.generator.run(z, until=layer)
        return self.generator.run(paint(x, mask, recipe["units"][:units], values), after=layer)


def share(segmenter: Segmenter, y: Tensor, mask: Tensor, c: int) -> float:
    """How much of what was painted shows the concept."""
    shows = named(segmenter, y).argmax(1) == c
    inside = F.interpolate(mask, y.shape[2:])[:, 0]
    return ((shows * inside).sum() / inside.sum()).item()


def effects(
    painter: Painter, segmenter: Segmenter, places: Places, layer: int, units: int, draws: list[str]
) -> dict[str, dict[str, float]]:
    """Per concept: the share before painting, and after, by draw value."""
    side = painter.generator.grid(layer)
    found: dict[str, dict[str, float]] = {}
    for concept in painter.concepts(layer):
        c = CONCEPTS.index(concept)
        pictures, mask = places.regions(concept, side, [(2, 2)], 50, seed=7)
        z = torch.cat([latents(FIRST + p, 1) for p in pictures])
        found[concept] = {"before": round(share(segmenter, painter.generator.run(z), mask, c), 3)}
        for draw in draws:
            y = painter.painted(z, layer, concept, mask, units, draw)
            found[concept][draw] = round(share(segmenter, y, mask, c), 3)
        print(f"layer{layer}", concept, found[concept], flush=True)
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
    drawn = torch.cat(blocks, 2)[0].permute(1, 2, 0)
    image = Image.fromarray(((drawn + 1) * 127.5).numpy().astype(np.uint8))
    image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST).save(path)


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("generator", "recipes", "segmenter", "output", "picture"):
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
    places = Places(look(generator, segmenter, a.count, FIRST)[0].argmax(1))
    draw(painter, places, a.picture, a.drawn, a.units)
    figures = {
        f"layer{layer}": {
            "cells": "2x2",
            "units": a.units,
            "shares": effects(painter, segmenter, places, layer, a.units, a.draws),
            "frechet": naturalness(painter, segmenter, places, layer, a.units, a.count),
        }
        for layer in a.layers
    }
    Path(a.output).write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()

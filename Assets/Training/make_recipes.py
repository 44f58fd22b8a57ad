"""Dissect the generator and write its painting recipes: which units draw a concept, in which order, at which values.

    python make_recipes.py --generator generator.safetensors --segmenter segmenter.safetensors --output recipes.json

Rankings (best unit first; the first recipe of a concept in a layer is its default brush):
  insertion  causal, search: units join one by one, each time the one that, raised to its level in a region where the
             concept could stand, makes the segmenter surest of it there. These and the units that are highest where
             the concept is seen are then all raised, and leave one by one, each time the one that is missed least: so
             are units found that act only together. Score: what the unit adds alone, in nats.
             After GAN Dissection's insertion (ICLR 2019).
  raising    causal, unit by unit: the change of the concept's area when the unit is raised to its level everywhere.
  iou        |a_u > t and c| / |a_u > t or c| at the best t of the unit's 0.5 0.75 0.9 0.95 0.99 quantiles. After
             Network Dissection, which fixes t: a fixed one caps the IoU of a concept that covers much of the picture.
  ablation   causal: the share of the concept's area that is lost when the unit is 0 everywhere.

Draw values of the listed units:
  level      0.99 quantile (GANPaint).
  mean       sum a_u P_c / sum P_c over all cells (the replacement value of ACE in GAN Dissection).
Insertion and raising use by default the one of both that draws the concept surer; the others the mean.

Layers are worked on side by side; a finished one is kept in a file beside the output and not made again.
"""

import argparse
import hashlib
import json
import multiprocessing
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import torch
from dissection import PROBABILITIES, Dissection, look, paint
from exported import Exported
from painting import SHARES
from segmenter import load_segmenter
from torch import Tensor
from world import CONCEPTS

PAINTED = "tree door window sky cloud mountain grass wall tower roof dome path snow sun".split()
# Heights and widths in cells, by the side of the grid.
REGIONS = {
    8: [(1, 1), (2, 2), (2, 1)],
    16: [(1, 1), (2, 2), (3, 3), (2, 1)],
    32: [(2, 2), (4, 4), (6, 6)],
}


def short(values: Iterable[float] | Tensor) -> list[float]:
    """Four digits are enough for a file that people read."""
    return [float(f"{float(v):.4g}") for v in values]


def recipes(
    d: Dissection, wanted: list[str], search: int, count: int, listed: int = 40
) -> Iterator[dict[str, Any]]:
    """Every ranking of every concept that is seen and finds its place."""
    concepts = [c for c in wanted if (d.labels == CONCEPTS.index(c)).float().mean() > 0.0003]
    numbers = [CONCEPTS.index(c) for c in concepts]
    rankings = {"raising": d.raising(12), "iou": d.iou(), "ablation": d.ablation(numbers, each=1)}
    for concept, c in zip(concepts, numbers, strict=True):
        pictures, mask = d.places.regions(concept, d.side, REGIONS[d.side], count, seed=0)
        x, share = d.features[pictures], SHARES[concept]
        order, gain = d.insertion(x, mask, c, share, search)
        promising = [*order[:search], *d.contrast(c).argsort(descending=True)[:search].tolist()]
        best = d.elimination(x, mask, c, share, dict.fromkeys(promising))
        order = list(dict.fromkeys([*best, *order]))
        values = {"level": d.level, "mean": d.conditional_mean(c)}
        drawn = {k: d.likelihood(paint(x, mask, order[:10], v[order[:10]]), mask, c, share) for k, v in values.items()}
        found = {"insertion": (order, [gain[u] for u in order])}
        for metric, score in rankings.items():
            units = score[:, c].argsort(descending=True)
            found[metric] = (units.tolist(), score[units, c].tolist())
        for metric, (chosen, scores) in found.items():
            yield {
                "concept": concept,
                "metric": metric,
                "units": chosen[:listed],
                "scores": short(scores[:listed]),
                "draws": {k: short(v[chosen[:listed]]) for k, v in values.items()},
                "draw": max(drawn, key=lambda k: drawn[k]) if metric in ("insertion", "raising") else "mean",
            }
        print(f"layer{d.layer}", concept, order[:10], flush=True)


def clearest(probability: Tensor, light: Tensor, count: int = 12) -> list[int]:
    """Bright pictures with a building, a door and a tree that the segmenter is surest of: where to begin painting."""
    labels = probability.argmax(1)
    area = {c: (labels == CONCEPTS.index(c)).float().mean((1, 2)) for c in ("wall", "tower", "door", "tree", "window")}
    whole = (area["wall"] + area["tower"] > 0.05) & (area["door"] > 0.003) & (area["window"] > 0.002)
    whole &= area["tree"] > 0.03
    sure = probability.amax(1).float().mean((1, 2)) * whole * (light > light.quantile(0.6))
    return sure.argsort(descending=True)[:count].tolist()


def dissect(a: argparse.Namespace, layer: int, probability: Tensor) -> dict[str, Any]:
    """A layer of the book, from its file if it was worked on before."""
    mark = hashlib.sha256(Path(a.generator).read_bytes()).hexdigest()[:8]
    part = Path(f"{a.output}.{mark}.layer{layer}")
    if not part.exists():
        torch.set_num_threads(1)
        torch.manual_seed(0)
        torch.set_grad_enabled(False)
        d = Dissection(Exported(a.generator), load_segmenter(a.segmenter), layer, probability)
        # Most care for the layer that a new session paints on.
        search, count = (a.search, a.regions) if layer == a.start else (10, 8) if d.side < 32 else (6, 8)
        quantiles = {"probabilities": PROBABILITIES, "values": [short(q) for q in d.quantiles]}
        about = {"layer": f"layer{layer}", "units": d.units, "quantiles": quantiles}
        part.write_text(json.dumps(about | {"recipes": list(recipes(d, a.concepts, search, count))}))
    found: dict[str, Any] = json.loads(part.read_text())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("generator", "segmenter", "output"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--name", default="church")
    parser.add_argument("--pictures", type=int, default=1000)
    parser.add_argument("--concepts", nargs="+", default=PAINTED)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--layers", type=int, nargs="+", default=[4, 3, 5, 6])
    parser.add_argument("--start", type=int, default=4, help="the layer that a new session paints on")
    parser.add_argument("--search", type=int, default=12, help="units that are searched for, one by one, there")
    parser.add_argument("--regions", type=int, default=8, help="pictures on which they are tried")
    parser.add_argument("--strength", type=int, default=10)
    parser.add_argument("--gallery", type=int, nargs="+", help="ids to begin with; by default the clearest ones")
    a = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    generator = Exported(a.generator)
    probability, light = look(generator, load_segmenter(a.segmenter), a.pictures)
    with multiprocessing.get_context("fork").Pool(a.workers) as pool:
        work = [(a, layer, probability) for layer in a.layers]
        layers = sorted(pool.starmap(dissect, work, chunksize=1), key=lambda layer: layer["layer"])
    gallery = a.gallery or clearest(probability, light)
    book = {
        "format": "ganbrush recipes",
        "version": 1,
        "model": a.name,
        "fits": {
            "architecture": "progressive",
            "picture": [generator.size, generator.size],
            "hash": hashlib.sha256(Path(a.generator).read_bytes()).hexdigest(),
            "names": [a.name],
        },
        "pictures": a.pictures,
        "start": {"id": gallery[0], "layer": f"layer{a.start}", "strength": a.strength, "gallery": gallery},
        "layers": layers,
    }
    Path(a.output).write_text(json.dumps(book, separators=(",", ":")))


if __name__ == "__main__":
    main()

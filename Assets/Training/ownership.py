"""Which units belong to a concept: those that the recipes of the small generator draw it with.

A concept's units are taught together: raised they draw it, at 0 they remove it, and elsewhere they rest at 0 or below.
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from world import CONCEPTS

# The layers that are edited, counted from 0: two at 8x8 and two at 16x16.
LAYERS = (2, 3, 4, 5)
# The one whose units are held to their concepts: most edits are made there.
HELD = 3
# Units of a concept; large ones fill so much of a picture that few units tell of them.
EACH = 9
FEWER = {"sky": 5, "grass": 7}
# From this share of a cell on it shows the concept.
SHOWN = 0.5
SHOWN_SMALL = {"door": 0.2, "window": 0.15, "dome": 0.3, "roof": 0.3}


def owned(recipes: dict[str, Any], layer: int) -> dict[int, list[int]]:
    """Concept to units of a layer, counted from 0: in turns, each the next of its recipe that is not taken.

    Where a layer has too few units for all, two concepts may share one.
    """
    (found,) = [entry for entry in recipes["layers"] if entry["layer"] == f"layer{layer + 1}"]
    wishes = {
        CONCEPTS.index(r["concept"]): r["units"] for r in found["recipes"] if r["metric"] == "insertion"
    }  # fmt: skip
    units: dict[int, list[int]] = {c: [] for c in wishes}
    limit = 1 if found["units"] >= EACH * len(wishes) else 2
    taken = [0] * found["units"]
    for _ in range(EACH):
        for c, wanted in wishes.items():
            if len(units[c]) >= FEWER.get(CONCEPTS[c], EACH):
                continue
            free = [u for u in wanted if taken[u] < limit and u not in units[c]]
            if free:
                units[c].append(free[0])
                taken[free[0]] += 1
    return units


def cover(shares: Tensor, side: int) -> Tensor:
    """Which part of each cell shows each concept, from probabilities [n, 22, s, s]."""
    return F.adaptive_avg_pool2d(shares, side)


class Ownership(nn.Module):
    """The units of the concepts at the layers that are edited, and the values that these usually have."""

    MEMORY = 0.97

    def __init__(self, recipes: dict[str, Any]) -> None:
        super().__init__()
        self.units = {layer: owned(recipes, layer) for layer in LAYERS}
        self.concepts = sorted(self.units[HELD])
        for layer in LAYERS:
            (found,) = [entry for entry in recipes["layers"] if entry["layer"] == f"layer{layer + 1}"]
            count = found["units"]
            level = torch.full((count,), 1.0)
            for r in found["recipes"]:
                for unit, value in zip(r["units"], r["draws"].get("level", ()), strict=False):
                    level[unit] = value
            # The 0.99 quantile of every unit, and its mean where each concept shows.
            self.register_buffer(f"level{layer}", level)
            self.register_buffer(f"typical{layer}", level.expand(len(CONCEPTS), -1).clone())
        self.register_buffer("first", self.get_buffer(f"level{HELD}").clone())
        belongs = torch.zeros(len(CONCEPTS), len(self.get_buffer("first")))
        for c, units in self.units[HELD].items():
            belongs[c, units] = 1
        self.belongs = belongs

    def shown(self) -> Tensor:
        """The share of a cell from which on it shows each concept."""
        return torch.tensor([SHOWN_SMALL.get(name, SHOWN) for name in CONCEPTS])

    @torch.no_grad()
    def learn(self, features: dict[int, Tensor], shares: Tensor) -> None:
        """Follows the values of the units in pictures that nobody edited."""
        for layer, x in features.items():
            flat = x.permute(0, 2, 3, 1).reshape(-1, x.shape[1])
            rank = max(1, round(0.01 * len(flat)))
            self.get_buffer(f"level{layer}").lerp_(flat.topk(rank, 0).values[-1], 1 - self.MEMORY)
            covered = cover(shares, x.shape[2]).permute(0, 2, 3, 1).reshape(-1, shares.shape[1])
            typical = self.get_buffer(f"typical{layer}")
            for c in self.concepts:
                inside = covered[:, c] > self.shown()[c]
                if inside.any():
                    typical[c].lerp_(flat[inside].mean(0), 1 - self.MEMORY)

    def values(self, layer: int, concept: int, between: Tensor) -> Tensor:
        """What a stroke sets the units of a layer to: between their level and their mean where the concept shows."""
        level, typical = self.get_buffer(f"level{layer}"), self.get_buffer(f"typical{layer}")[concept]
        return torch.lerp(level, torch.maximum(typical, 0.5 * level), between)

    def loss(self, x: Tensor, shares: Tensor) -> Tensor:
        """How far the units of a concept are from being high where it shows, and at 0 or below elsewhere."""
        covered = cover(shares, x.shape[2])
        size = self.get_buffer("first").clamp(min=0.2)
        relative = x / size.view(1, -1, 1, 1)
        here = torch.einsum("nchw,cu->nuhw", (covered / self.shown().view(1, -1, 1, 1)).clamp(max=1), self.belongs)
        held = self.belongs.sum(0).view(1, -1, 1, 1)
        absent = F.relu(relative).square() * held * (1 - here).clamp(min=0).square()
        present = F.relu(0.8 - relative).square() * here
        low = present.sum((0, 2, 3)) / (here.sum((0, 2, 3)) + 4)
        return (absent.mean((0, 2, 3)) * 2 + 0.3 * low).mean()

"""One layer of a generator under the knife: what its units do, measured with the segmenter.

Picture k is row k of numpy's RandomState(1). P_c is the segmenter's probability of concept c, averaged over the pixels
of a feature cell; a_u is the value of unit u in that cell.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from exported import Exported, latents
from layout import half_products
from places import Places
from segmenter import Segmenter, enlarged
from torch import Tensor
from world import CONCEPTS

PROBABILITIES = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]


@torch.no_grad()
def named(segmenter: Segmenter, pictures: Tensor) -> Tensor:
    """Probabilities [n, 22, s, s] at the pictures' own size."""
    logits = segmenter(enlarged(pictures).contiguous(memory_format=torch.channels_last))
    return F.adaptive_avg_pool2d(F.softmax(logits, 1), pictures.shape[2])


@torch.no_grad()
def look(
    generator: Exported, segmenter: Segmenter, count: int, first: int = 0, step: int = 50
) -> tuple[Tensor, Tensor]:
    """Probabilities in half precision, and mean light, of generated pictures."""
    probability, light = [], []
    for k in range(first, first + count, step):
        y = generator.run(latents(k, min(step, first + count - k)))
        probability.append(named(segmenter, y).half())
        light.append(y.mean((1, 2, 3)))
    return torch.cat(probability), torch.cat(light)


def paint(x: Tensor, mask: Tensor, units: Sequence[int], values: Tensor) -> Tensor:
    """x with the units at the values in the cells of mask [n, 1, h, w]."""
    chosen = torch.as_tensor(units)
    on = torch.zeros(x.shape[1]).index_fill(0, chosen, 1)
    v = torch.zeros(x.shape[1]).index_put((chosen,), values)
    a = mask * on.view(1, -1, 1, 1)
    return x * (1 - a) + v.view(1, -1, 1, 1) * a


class Dissection:
    """Features and probabilities of many pictures at one layer, and what can be measured on them."""

    def __init__(self, generator: Exported, segmenter: Segmenter, layer: int, probability: Tensor) -> None:
        self.generator, self.segmenter, self.layer = generator, segmenter, layer
        self.probability, self.labels = probability, probability.argmax(1)
        self.places = Places(self.labels)
        count = len(probability)
        self.features = torch.cat(
            [generator.run(latents(k, min(50, count - k)), until=layer) for k in range(0, count, 50)]
        )
        self.units, self.side = self.features.shape[1], self.features.shape[2]
        self.mean, self.deviation = self.features.mean((0, 2, 3)), self.features.std((0, 2, 3)) + 1e-4
        flat = self.features.permute(1, 0, 2, 3).reshape(self.units, -1).numpy()
        self.quantiles = torch.from_numpy(np.quantile(flat, PROBABILITIES, axis=1).T.astype(np.float32))
        self.level = self.quantiles[:, PROBABILITIES.index(0.99)]
        self.pooled = F.avg_pool2d(probability.float(), generator.size // self.side)

    def tail(self, x: Tensor) -> Tensor:
        return self.generator.run(x, after=self.layer)

    def iou(self, count: int = 600) -> Tensor:
        """[units, concepts]: at the best threshold of each unit's upper quantiles, features enlarged to the picture."""
        size = self.generator.size
        best = torch.zeros(self.units, len(CONCEPTS))
        truth = F.one_hot(self.labels[:count].flatten(1), len(CONCEPTS)).float()
        for quantile in (0.5, 0.75, 0.9, 0.95, 0.99):
            threshold = self.quantiles[:, PROBABILITIES.index(quantile)].view(1, -1, 1, 1)
            both, on = torch.zeros(self.units, len(CONCEPTS)), torch.zeros(self.units, 1)
            for k in range(0, len(truth), 50):
                enlarged_features = F.interpolate(self.features[k : k + 50], (size, size), mode="bilinear")
                above = (enlarged_features > threshold).float().flatten(2)
                both += torch.einsum("nup,npc->uc", above, truth[k : k + 50])
                on += above.sum((0, 2)).view(-1, 1)
            best = torch.maximum(best, both / (on + truth.sum((0, 1)) - both).clamp(min=1))
        return best

    def areas(self, x: Tensor) -> Tensor:
        with half_products():
            return named(self.segmenter, self.tail(x)).float().mean((2, 3))

    def ablation(self, concepts: list[int], each: int = 2) -> Tensor:
        """[units, concepts]: the share of a concept's area that is lost when the unit is 0 everywhere."""
        area = self.probability.float().mean((2, 3))
        shown = [int(p) for c in concepts for p in area[:, c].topk(each).indices]
        x, out = self.features[shown], torch.zeros(self.units, len(CONCEPTS))
        index = torch.tensor([c for c in concepts for _ in range(each)])
        rows = torch.arange(len(shown))
        before = self.areas(x)[rows, index]
        for unit in range(self.units):
            after = self.areas(x.index_fill(1, torch.tensor([unit]), 0))[rows, index]
            out[unit, concepts] = (1 - after / before).view(-1, each).mean(1)
        return out

    def raising(self, count: int = 24) -> Tensor:
        """[units, concepts]: the change of a concept's area when the unit is raised to its level everywhere."""
        x = self.features[:count]
        before = self.areas(x).mean(0)
        out = torch.zeros(self.units, len(CONCEPTS))
        for unit in range(self.units):
            raised = x.clone()
            raised[:, unit] = raised[:, unit].clamp(min=self.level[unit])
            out[unit] = self.areas(raised).mean(0) - before
        return out

    def conditional_mean(self, c: int) -> Tensor:
        p = self.pooled[:, c : c + 1]
        return (self.features * p).sum((0, 2, 3)) / p.sum()

    def likelihood(self, x: Tensor, mask: Tensor, c: int, share: float) -> float:
        """How sure the segmenter is of the concept, over the likeliest of the painted pixels.

        As many pixels count as should show it. It looks at half the picture's width and height around each region.
        """
        size = self.generator.size
        half, painted = size // 2, F.interpolate(mask, (size, size))[:, 0]
        # A search asks thousands of times, and what it finds is measured precisely later.
        with half_products():
            y = self.tail(x)
        crops, regions = [], []
        for picture, region in zip(y, painted, strict=True):
            middle = region.nonzero().float().mean(0)
            top, left = (int(min(max(float(v) - half / 2, 0), size - half)) // 4 * 4 for v in middle)
            crops.append(picture[:, top : top + half, left : left + half])
            regions.append(region[top : top + half, left : left + half] > 0)
        with half_products():
            seen = enlarged(torch.stack(crops), 64).contiguous(memory_format=torch.channels_last)
            logits = self.segmenter(seen).float()
        sure = F.adaptive_avg_pool2d(F.log_softmax(logits, 1)[:, c], half)
        found = []
        for picture, region in zip(sure, regions, strict=True):
            likely = picture[region]
            found.append(likely.topk(max(1, int(share * len(likely)))).values.mean().clamp(min=-6))
        return float(torch.stack(found).mean())

    def raised(self, x: Tensor, mask: Tensor, units: Sequence[int]) -> Tensor:
        """x with the units at their levels in the regions."""
        return paint(x, mask, units, self.level[units])

    def insertion(
        self, x: Tensor, mask: Tensor, c: int, share: float, search: int, lazy: int = 6
    ) -> tuple[list[int], list[float]]:
        """Units in the order in which they make the concept likeliest in the regions, each raised to its level.

        The first `search` are found one by one, each among the `lazy` most promising; the rest follow by single gain.
        """
        order: list[int] = []
        left = list(range(self.units))
        start = self.likelihood(x, mask, c, share)
        gain = [self.likelihood(self.raised(x, mask, [u]), mask, c, share) - start for u in left]
        alone, last = list(gain), start
        while left and len(order) < search:
            for unit in sorted(left, key=lambda u: -gain[u])[:lazy]:
                gain[unit] = self.likelihood(self.raised(x, mask, [*order, unit]), mask, c, share) - last
            unit = max(left, key=lambda u: gain[u])
            last += gain[unit]
            left.remove(unit)
            order.append(unit)
        return order + sorted(left, key=lambda u: -gain[u]), alone

    def elimination(
        self, x: Tensor, mask: Tensor, c: int, share: float, units: Iterable[int], lazy: int = 6
    ) -> list[int]:
        """The units in another order: all are raised, and at each step the one that is missed least goes to the end."""

        def likelihood(chosen: list[int]) -> float:
            return self.likelihood(self.raised(x, mask, chosen), mask, c, share)

        left = list(units)
        gone: list[int] = []
        loss = {u: -likelihood([v for v in left if v != u]) for u in left}
        while len(left) > 1:
            for unit in sorted(left, key=lambda u: loss[u])[:lazy]:
                loss[unit] = -likelihood([v for v in left if v != unit])
            unit = min(left, key=lambda u: loss[u])
            left.remove(unit)
            gone.append(unit)
        return left + gone[::-1]

    def contrast(self, c: int) -> Tensor:
        """How much higher each unit is where the concept is seen than elsewhere, in its standard deviations."""
        return (self.conditional_mean(c) - self.mean) / self.deviation

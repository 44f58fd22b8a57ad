"""One layer of a generator under the knife: what its units do, measured with the segmenter.

Picture k is row k of numpy's RandomState(1). P_c is the segmenter's probability of concept c, averaged over the pixels
of a feature cell; a_u is the value of unit u in that cell.
"""

import numpy as np
import torch
import torch.nn.functional as F

from exported import latents
from places import Places
from segmenter import enlarged
from world import CONCEPTS

PROBABILITIES = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]


@torch.no_grad()
def named(segmenter, pictures):
    """Probabilities [n, 22, s, s] at the pictures' own size."""
    logits = segmenter(enlarged(pictures).contiguous(memory_format=torch.channels_last))
    return F.adaptive_avg_pool2d(F.softmax(logits, 1), pictures.shape[2])


@torch.no_grad()
def look(generator, segmenter, count, first=0, step=50):
    """Probabilities in half precision, and mean light, of generated pictures."""
    probability, light = [], []
    for k in range(first, first + count, step):
        y = generator.run(latents(k, step))
        probability.append(named(segmenter, y).half())
        light.append(y.mean((1, 2, 3)))
    return torch.cat(probability), torch.cat(light)


def paint(x, mask, units, values):
    """x with the units at the values in the cells of mask [n, 1, h, w]."""
    units = torch.as_tensor(units)
    on = torch.zeros(x.shape[1]).index_fill(0, units, 1)
    v = torch.zeros(x.shape[1]).index_put((units,), values)
    a = mask * on.view(1, -1, 1, 1)
    return x * (1 - a) + v.view(1, -1, 1, 1) * a


def clusters(x, k, random, rounds=25):
    centres = x[random.choice(len(x), k, replace=False)].clone()
    for _ in range(rounds):
        member = torch.cdist(x, centres).argmin(1)
        for j in range(k):
            if (member == j).any():
                centres[j] = x[member == j].mean(0)
    return member


class Dissection:
    """Features and probabilities of many pictures at one layer, and what can be measured on them."""

    def __init__(self, generator, segmenter, layer, probability, light):
        self.generator, self.segmenter, self.layer = generator, segmenter, layer
        self.probability, self.light, self.labels = probability, light, probability.argmax(1)
        self.places = Places(self.labels)
        count = len(probability)
        self.features = torch.cat([generator.run(latents(k, 50), until=layer) for k in range(0, count, 50)])
        self.units, self.side = self.features.shape[1], self.features.shape[2]
        self.mean, self.deviation = self.features.mean((0, 2, 3)), self.features.std((0, 2, 3)) + 1e-4
        flat = self.features.permute(1, 0, 2, 3).reshape(self.units, -1).numpy()
        self.quantiles = torch.from_numpy(np.quantile(flat, PROBABILITIES, axis=1).T.astype(np.float32))
        self.low, self.high = self.quantiles[:, 0], self.quantiles[:, -1]
        self.level = self.quantiles[:, PROBABILITIES.index(0.99)]
        self.pooled = F.avg_pool2d(probability.float(), generator.size // self.side)

    def tail(self, x):
        return self.generator.run(x, after=self.layer)

    def iou(self, count=600):
        """[units, concepts]: at the best threshold of each unit's upper quantiles, features enlarged to the picture."""
        size = self.generator.size
        best = torch.zeros(self.units, len(CONCEPTS))
        truth = F.one_hot(self.labels[:count].flatten(1), len(CONCEPTS)).float()
        for quantile in (0.5, 0.75, 0.9, 0.95, 0.99):
            threshold = self.quantiles[:, PROBABILITIES.index(quantile)].view(1, -1, 1, 1)
            both, on = torch.zeros(self.units, len(CONCEPTS)), torch.zeros(self.units, 1)
            for k in range(0, count, 50):
                enlarged_features = F.interpolate(self.features[k : k + 50], (size, size), mode="bilinear")
                above = (enlarged_features > threshold).float().flatten(2)
                both += torch.einsum("nup,npc->uc", above, truth[k : k + 50])
                on += above.sum((0, 2)).view(-1, 1)
            best = torch.maximum(best, both / (on + truth.sum((0, 1)) - both).clamp(min=1))
        return best

    def areas(self, x):
        return named(self.segmenter, self.tail(x)).mean((2, 3))

    def ablation(self, concepts, each=2):
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

    def raising(self, count=24):
        """[units, concepts]: the change of a concept's area when the unit is raised to its level everywhere."""
        x = self.features[:count]
        before = self.areas(x).mean(0)
        out = torch.zeros(self.units, len(CONCEPTS))
        for unit in range(self.units):
            raised = x.clone()
            raised[:, unit] = raised[:, unit].clamp(min=self.level[unit])
            out[unit] = self.areas(raised).mean(0) - before
        return out

    def conditional_mean(self, c):
        p = self.pooled[:, c : c + 1]
        return (self.features * p).sum((0, 2, 3)) / p.sum()

    def log_probability(self, y, mask, c, share):
        """Mean over the regions of the logarithm of P_c, up to the share that a stroke of the concept should show."""
        p = named(self.segmenter, y)[:, c]
        mask = F.interpolate(mask, y.shape[2:])[:, 0]
        found = (p * mask).sum((1, 2)) / mask.sum((1, 2))
        return (found + 0.02).clamp(max=share).log().mean()

    def example(self, c, x, mask, share, typical):
        """The values of a clear example: of the means of clusters of clear cells, and of real cells, what paints best.

        Unusual values cost, or single cells of odd colours would win: bright red doors, purple ones.
        """
        p = self.pooled[:, c] * (self.light > self.light.median()).view(-1, 1, 1)
        top = p.flatten(1).topk(3, 1)
        best = top.values.flatten().topk(300).indices
        picture, cell = best // 3, top.indices.flatten()[best]
        clear = self.features[picture, :, cell // self.side, cell % self.side]
        member = clusters(clear / self.deviation, 5, np.random.default_rng(0))
        sets = [clear[member == k] for k in range(5) if (member == k).sum() >= 30]
        candidates, centre = [s.mean(0) for s in sets] + [v for s in sets for v in s[:2]], clear.mean(0)

        def score(v):
            seen = self.log_probability(self.tail(paint(x, mask, range(self.units), v)), mask, c, share)
            return float(seen - typical * ((v - centre) / self.deviation).square().mean())

        return max(candidates, key=score)

    def distance(self, x, target, weight):
        return ((self.tail(x) - target).square() * weight).sum((1, 2, 3)).add(1e-6).sqrt().mean()

    def insertion(self, v, x, mask, search, lazy=10):
        """Units in the order in which they bring the painted region closest to what all of them together paint.

        The first `search` are found one by one, each among the `lazy` most promising; the rest follow by single gain.
        """
        weight = F.interpolate(mask, (self.generator.size,) * 2)
        weight = weight / weight.sum((1, 2, 3), keepdim=True)
        target, now, inside = self.tail(paint(x, mask, range(self.units), v)), x.clone(), mask[:, 0] > 0
        start = last = float(self.distance(now, target, weight))

        def attempt(unit):
            old = now[:, unit].clone()
            now[:, unit] = torch.where(inside, v[unit], old)
            result, now[:, unit] = float(self.distance(now, target, weight)), old
            return result

        gain, left, order = [last - attempt(u) for u in range(self.units)], set(range(self.units)), []
        while left and len(order) < search:
            for unit in sorted(left, key=lambda u: -gain[u])[:lazy]:
                gain[unit] = last - attempt(unit)
            unit = max(left, key=lambda u: gain[u])
            now[:, unit] = torch.where(inside, v[unit], now[:, unit])
            last = float(self.distance(now, target, weight))
            left.remove(unit)
            order.append(unit)
        order += sorted(left, key=lambda u: -gain[u])
        return order, [gain[u] / start for u in order], target, weight

    def refine(self, v, order, x, mask, target, weight, steps, rate=0.03):
        """Values with which the first 4, 10, 15, 30 units alone come close to the target too, none of them extreme."""
        shift = torch.zeros(self.units, requires_grad=True)
        adam = torch.optim.Adam([shift], rate)
        for _ in range(steps):
            with torch.enable_grad():
                moved = (v + shift * self.deviation).clamp(self.low, self.high)
                loss = 0.002 * shift.square().sum()
                for count, importance in ((4, 0.5), (10, 2), (15, 1), (30, 1)):
                    painted = paint(x, mask, order[:count], moved[order[:count]])
                    loss = loss + importance * self.distance(painted, target, weight)
                adam.zero_grad()
                loss.backward()
            adam.step()
        return (v + shift * self.deviation).clamp(self.low, self.high).detach()

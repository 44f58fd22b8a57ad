"""Dissect the generator and write its painting recipes: which units draw a concept, in which order, at which values.

    python make_recipes.py --generator generator.safetensors --segmenter segmenter.safetensors --output recipes.json

Picture k is row k of numpy's RandomState(1).standard_normal(n x 128). P_c is the segmenter's probability of concept c,
averaged over the pixels of a feature cell; a_u is the value of unit u in that cell.

Rankings (best unit first; the first recipe of a concept in a layer is its default brush):
  insertion    causal, forward search. The target is the picture with ALL units of a region at their draw values.
               Units join one by one; each time the one that brings the picture closest to the target (root mean
               square, painted pixels, regions where the concept could stand). Score: share of the distance that
               the unit removes. After GAN Dissection's insertion (ICLR 2019), made greedy.
  iou          |a_u > t and c| / |a_u > t or c| at the best t of the unit's 0.5 0.75 0.9 0.95 0.99 quantiles, features
               upsampled to 64 px. After Network Dissection and Bau et al., PNAS 2020, which fix t at 0.99; a fixed t
               caps the IoU of a concept that covers more of the picture than the top 1 % of a unit can.
  distinctive  |m_u - mean a_u| / std a_u, m_u the conditional mean: how unusual the unit is where the concept is.
  ablation     causal. Relative loss of the concept's area when the unit alone is 0 everywhere (Bau et al., PNAS 2020).

Draw values of the listed units:
  level        0.99 quantile (GANPaint).
  mean         sum a_u P_c / sum P_c over all cells (the replacement value of ACE in GAN Dissection).
  example      ACE's replacement value from clear examples only; default of the insertion recipe. Step 1: the 300 cells
               of highest P_c in the brighter half of the pictures, k-means into 5 clusters of a_u / std; of the means
               of clusters of 30 and more and three real cells of each, the one that paints best (all units set): mean
               log P_c of the region minus w mean(((v - centre) / std)^2), w in TYPICAL or 0.5. Step 2: refined so that the first
               4, 10, 15, 30 and all units each come close to that target, inside the 0.001 to 0.999 quantiles.
               (Values optimised against the segmenter scored higher, but painted purple doors and rimmed trees.)
"""

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from train_segmenter import CLASSES, load_segmenter

LAYERS = {"main.2": 4, "main.5": 8, "main.8": 16, "main.11": 32}
ORDER = [
    "tree",
    "door",
    "window",
    "sky",
    "cloud",
    "mountain",
    "grass",
    "wall",
    "roof",
    "dome",
    "path",
]
# Chosen by eye among the clearest day pictures of ids 0 to 2000 with building, door, tree and sky; the first is the start.
GALLERY = [346, 984, 1761, 943, 530, 470, 1391, 28, 1415, 861, 1866, 106]
PROBABILITIES = [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999]
# Where a stranger would paint a concept: the concepts it may replace, and rows (0 top, 1 bottom).
HOSTS = {
    "tree": ("grass sky wall mountain roof path", 0.3, 0.95),
    "door": ("wall", 0.4, 0.95),
    "window": ("wall", 0.2, 0.9),
    "sky": ("tree wall roof mountain cloud", 0, 0.55),
    "cloud": ("sky", 0, 0.45),
    "mountain": ("sky tree", 0.3, 0.6),
    "grass": ("path tree wall", 0.6, 1),
    "wall": ("sky tree grass roof", 0.3, 0.85),
    "roof": ("wall sky tree", 0.2, 0.7),
    "dome": ("sky roof wall tree", 0.1, 0.6),
    "path": ("grass wall", 0.65, 1),
}
TYPICAL = {
    "door": 3
}  # how much a clear example must resemble the others; single doors are tinted (purple, bright red)
REGIONS = {
    4: [(1, 1)],
    8: [(1, 1), (2, 2), (2, 1)],
    16: [(1, 1), (2, 2), (3, 3), (2, 1)],
    32: [(2, 2), (4, 4), (6, 6)],
}


def load_generator(path, width=32, latent=128):
    def up(i, o):
        return [nn.ConvTranspose2d(i, o, 4, 2, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU()]

    main = nn.Sequential(
        nn.ConvTranspose2d(latent, width * 8, 4, 1, 0, bias=False),
        nn.BatchNorm2d(width * 8),
        nn.ReLU(),
        *up(width * 8, width * 4),
        *up(width * 4, width * 2),
        *up(width * 2, width),
        nn.ConvTranspose2d(width, 3, 4, 2, 1),
        nn.Tanh(),
    )
    main.load_state_dict({k[5:]: v.float() for k, v in load_file(path).items()}, strict=False)
    return main.eval().requires_grad_(False)


def latents(n):
    return torch.from_numpy(
        np.random.RandomState(1).standard_normal(n * 128).reshape(n, 128)
    ).float()


def paint(x, mask, units, values):
    """x with the given units at the given values in the cells of mask [n,1,H,H]; differentiable in values."""
    on = torch.zeros(x.shape[1])
    on[units] = 1
    v = torch.zeros(x.shape[1]).index_put((torch.as_tensor(units),), values)
    a = mask * on.view(1, -1, 1, 1)
    return x * (1 - a) + v.view(1, -1, 1, 1) * a


def allowed(labels, concept):
    hosts, top, bottom = HOSTS[concept]
    m = torch.stack([labels == CLASSES.index(h) for h in hosts.split()]).any(0)
    if concept == "door":  # at the foot of a wall: ground at most 12 px below
        ground = torch.stack([labels == CLASSES.index(h) for h in ("grass", "path")]).any(0).float()
        m &= F.max_pool2d(F.pad(ground[None, None], (0, 0, 0, 12)), (13, 1), 1)[0, 0] > 0
    y = (torch.arange(64) + 0.5) / 64
    return (m & ((y >= top) & (y < bottom))[:, None]).float()


def place(labels, concept, side, h, w, rng):
    """The h x w cells that are best covered by hosts of the concept (with some chance) in one label map."""
    k = 64 // side
    cover = F.avg_pool2d(allowed(labels, concept)[None, None], (h * k, w * k), k)[0, 0]
    i = int((cover + torch.from_numpy(rng.random(tuple(cover.shape)) * 0.15).float()).argmax())
    return i // cover.shape[1], i % cover.shape[1]


def contexts(labels, concept, side, n, seed):
    """n picture numbers and masks [n,1,side,side] of plausible regions."""
    rng, pictures, masks = np.random.default_rng(seed), [], []
    for p in rng.permutation(len(labels)):
        if allowed(labels[p], concept).mean() < 0.02:
            continue
        h, w = REGIONS[side][len(pictures) % len(REGIONS[side])]
        y, x = place(labels[p], concept, side, h, w, rng)
        m = torch.zeros(1, side, side)
        m[0, y : y + h, x : x + w] = 1
        pictures, masks = pictures + [int(p)], masks + [m]
        if len(pictures) == n:
            return pictures, torch.stack(masks)


def clusters(x, k, rng, rounds=25):
    c = x[rng.choice(len(x), k, replace=False)].clone()
    for _ in range(rounds):
        a = torch.cdist(x, c).argmin(1)
        for j in range(k):
            if (a == j).any():
                c[j] = x[a == j].mean(0)
    return a


class Dissection:
    """Everything about one layer: features of n pictures, then one recipe after the other."""

    def __init__(self, a, layer):
        torch.set_num_threads(a.threads)
        torch.manual_seed(0)
        torch.set_grad_enabled(False)
        self.generator, self.segmenter = load_generator(a.generator), load_segmenter(
            a.segmenter
        ).requires_grad_(False)
        self.layer, self.index, self.side, self.pictures = (
            layer,
            int(layer.split(".")[1]),
            LAYERS[layer],
            a.pictures,
        )
        z = latents(a.pictures).view(-1, 128, 1, 1)
        features, probability, light = [], [], []
        for k in range(0, a.pictures, 100):
            x = self.generator[: self.index + 1](z[k : k + 100])
            y = self.tail(x)
            features, light = features + [x.clone()], light + [y.mean((1, 2, 3))]
            probability.append(F.softmax(self.segmenter(y), 1).half())
        self.features, self.probability, self.light = (
            torch.cat(features),
            torch.cat(probability),
            torch.cat(light),
        )
        self.labels = self.probability.argmax(1)
        self.units = self.features.shape[1]
        self.mean, self.std = self.features.mean((0, 2, 3)), self.features.std((0, 2, 3)) + 1e-4
        flat = self.features.permute(1, 0, 2, 3).reshape(self.units, -1).numpy()
        self.quantiles = torch.from_numpy(
            np.quantile(flat, PROBABILITIES, axis=1).T.astype(np.float32)
        )
        self.low, self.high, self.level = (
            self.quantiles[:, 0],
            self.quantiles[:, -1],
            self.quantiles[:, 9],
        )
        self.pooled = F.avg_pool2d(self.probability.float(), 64 // self.side)

    def tail(self, x):
        return self.generator[self.index + 1 :](x)

    def iou(self, n=600):
        best = torch.zeros(self.units, len(CLASSES))
        truth = F.one_hot(self.labels[:n].flatten(), len(CLASSES)).float()
        for q in (5, 6, 7, 8, 9):
            inter, size = torch.zeros(self.units, len(CLASSES)), torch.zeros(self.units, 1)
            for k in range(0, n, 50):
                up = F.interpolate(self.features[k : k + 50], (64, 64), mode="bilinear")
                on = (
                    (up > self.quantiles[:, q].view(1, -1, 1, 1))
                    .float()
                    .permute(1, 0, 2, 3)
                    .reshape(self.units, -1)
                )
                inter += on @ truth[k * 4096 : (k + 50) * 4096]
                size += on.sum(1, keepdim=True)
            best = torch.maximum(best, inter / (size + truth.sum(0) - inter))
        return best

    def ablation(self, each=2):
        """Relative loss of every concept's area, single units at 0, on the pictures that show each concept best."""
        area = self.probability.float().mean((2, 3))
        pick = [area[:, c].topk(each).indices for c in range(len(CLASSES))]
        x = self.features[torch.cat(pick)]
        out = torch.zeros(self.units, len(CLASSES))

        def measure(x):
            p = F.softmax(self.segmenter(self.tail(x)), 1).mean((2, 3))
            return torch.stack(
                [p[c * each : (c + 1) * each, c].mean() for c in range(len(CLASSES))]
            )

        before = measure(x)
        for u in range(self.units):
            out[u] = 1 - measure(x.index_fill(1, torch.tensor([u]), 0)) / before
        return out

    def conditional_mean(self, c):
        p = self.pooled[:, c : c + 1]
        return (self.features * p).sum((0, 2, 3)) / p.sum()

    def log_probability(self, y, mask, c):
        """Mean log P_c over the painted pixels, the segmenter seeing 32 x 32 px around them."""
        m, crops, inside = F.interpolate(mask, (64, 64)), [], []
        for i in range(len(y)):
            at = m[i, 0].nonzero().float().mean(0)
            r, s = (int(min(max(float(v) - 16, 0), 32)) // 4 * 4 for v in at)
            crops, inside = crops + [y[i, :, r : r + 32, s : s + 32]], inside + [
                m[i, :, r : r + 32, s : s + 32]
            ]
        inside = torch.stack(inside)
        return (
            F.log_softmax(self.segmenter(torch.stack(crops)), 1)[:, c : c + 1] * inside
        ).sum() / inside.sum()

    def clear(self, c, x, mask):
        """Draw values, step 1: the clear example (cluster mean or real cell) that paints the concept best."""
        side, p = self.side, self.pooled[:, c] * (self.light > self.light.median()).view(-1, 1, 1)
        top = p.flatten(1).topk(3, 1)  # at most 3 cells a picture
        best = top.values.flatten().topk(300).indices
        picture, cell = best // 3, top.indices.flatten()[best]
        f = self.features[picture, :, cell // side, cell % side]
        member = clusters(f / self.std, 5, np.random.default_rng(0))
        sets = [f[member == k] for k in range(5) if (member == k).sum() >= 30]
        candidates, centre = [g.mean(0) for g in sets] + [v for g in sets for v in g[:3]], f.mean(0)

        def score(v):
            seen = self.log_probability(self.tail(paint(x, mask, range(self.units), v)), mask, c)
            return float(
                seen - TYPICAL.get(CLASSES[c], 0.5) * ((v - centre) / self.std).square().mean()
            )

        return max(candidates, key=score)

    def distance(self, x, target, weight):
        return ((self.tail(x) - target).square() * weight).sum((1, 2, 3)).add(1e-6).sqrt().mean()

    def insertion(self, v, x, mask, search, lazy=16):
        """Forward search for the first `search` units, each time among the `lazy` most promising; the rest by single gain."""
        weight = F.interpolate(mask, (64, 64))
        weight = weight / weight.sum((1, 2, 3), keepdim=True)
        target, now, m = self.tail(paint(x, mask, range(self.units), v)), x.clone(), mask[:, 0] > 0
        start = last = float(self.distance(now, target, weight))

        def attempt(u):
            old = now[:, u].clone()
            now[:, u] = torch.where(m, v[u], old)
            d, now[:, u] = float(self.distance(now, target, weight)), old
            return d

        gain, left, order = (
            [last - attempt(u) for u in range(self.units)],
            set(range(self.units)),
            [],
        )
        while left and len(order) < search:
            for u in sorted(left, key=lambda u: -gain[u])[:lazy]:
                gain[u] = last - attempt(u)
            u = max(left, key=lambda u: gain[u])
            now[:, u] = torch.where(m, v[u], now[:, u])
            last = float(self.distance(now, target, weight))
            left.remove(u)
            order.append(u)
        order += sorted(left, key=lambda u: -gain[u])
        return order, [gain[u] / start for u in order], target, weight

    def refine(self, v1, order, x, mask, target, weight, steps, rate=0.03):
        """Draw values, step 2: the first few units alone should already come close to the target."""
        d = torch.zeros(self.units, requires_grad=True)
        adam = torch.optim.Adam([d], rate)
        for _ in range(steps):
            with torch.enable_grad():
                v = (v1 + d * self.std).clamp(self.low, self.high)
                loss = 0.002 * d.square().sum()
                for n, w in ((4, 0.5), (10, 1), (15, 1), (30, 1), (self.units, 2)):
                    loss = loss + w * self.distance(
                        paint(x, mask, order[:n], v[order[:n]]), target, weight
                    )
                adam.zero_grad()
                loss.backward()
            adam.step()
        return (v1 + d * self.std).clamp(self.low, self.high).detach()

    def recipes(self):
        iou, ablation, out = self.iou(), self.ablation(), []
        search, steps = (
            (32, 40) if self.layer in ("main.5", "main.8") else (16, 20)
        )  # the layers to paint on

        def listed(metric, concept, units, scores, draw, values):
            out.append(
                {
                    "concept": concept,
                    "metric": metric,
                    "units": [int(u) for u in units],
                    "scores": short(scores),
                    "draws": {k: short(v[units]) for k, v in values.items()},
                    "draw": draw,
                }
            )

        for concept in ORDER:
            c = CLASSES.index(concept)
            pictures, mask = contexts(self.labels, concept, self.side, 12, 0)
            mean, x = self.conditional_mean(c), self.features[pictures]
            v = self.clear(c, x[:8], mask[:8])
            order, scores, target, weight = self.insertion(v, x, mask, search)
            v = self.refine(v, order, x, mask, target, weight, steps)
            listed(
                "insertion",
                concept,
                order,
                scores,
                "example",
                {"level": self.level, "mean": mean, "example": v},
            )
            for metric, score in (
                ("iou", iou[:, c]),
                ("distinctive", (mean - self.mean).abs() / self.std),
                ("ablation", ablation[:, c]),
            ):
                units = score.argsort(descending=True)[:40]
                listed(
                    metric,
                    concept,
                    units,
                    score[units],
                    "mean",
                    {"level": self.level, "mean": mean},
                )
            print(self.layer, concept, "insertion", order[:8], flush=True)
        return {
            "layer": self.layer,
            "units": self.units,
            "quantiles": {
                "probabilities": PROBABILITIES,
                "values": [short(q) for q in self.quantiles],
            },
            "recipes": out,
        }


def short(values):
    return [float(f"{float(v):.4g}") for v in values]


def work(a, layer):
    part = Path(f"{a.output}.{layer}")  # a finished layer is kept in this file and not made again
    if not part.exists():
        part.write_text(json.dumps(Dissection(a, layer).recipes()))
    return json.loads(part.read_text())


def main():
    a = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, default in (
        ("generator", "generator.safetensors"),
        ("segmenter", "segmenter.safetensors"),
        ("output", "recipes.json"),
    ):
        a.add_argument("--" + name, default=default)
    for name, default in (("pictures", 2000), ("strength", 15), ("workers", 2), ("threads", 1)):
        a.add_argument("--" + name, type=int, default=default)
    a.add_argument("--layers", nargs="+", default=list(LAYERS))
    a.add_argument("--gallery", type=int, nargs="+", default=GALLERY)
    a = a.parse_args()
    with ProcessPoolExecutor(a.workers) as pool:
        layers = list(pool.map(work, [a] * len(a.layers), a.layers))
    start = {"id": a.gallery[0], "layer": "main.8", "strength": a.strength, "gallery": a.gallery}
    Path(a.output).write_text(
        json.dumps(
            {
                "format": "ganbrush recipes",
                "version": 1,
                "model": "church-64",
                "segmenter": "church-64 segmenter",
                "pictures": a.pictures,
                "start": start,
                "layers": layers,
            },
            separators=(",", ":"),
        )
    )


if __name__ == "__main__":
    main()

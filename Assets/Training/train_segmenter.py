"""Train the segmenter on the drawn world.

    ganbrush scenes --count 33000 --size 128 --seed 200000000 --format npy --out data/all-128
    ganbrush scenes --category church --count 10000 --size 128 --seed 300000000 --format npy --out data/church-128
    python train_segmenter.py --data data/all-128 data/church-128 --shares 3 1 --cpu-minutes 120 \
      --state segmenter-state --output segmenter.safetensors

The last 1,000 scenes of every collection are kept aside; their intersection over union stands in the log. Scenes with
what is rare are drawn more often, and until the last quarter every other batch is of small pieces around what is small:
most of a scene is sky and ground, which are soon learned. Generated pictures are softer, noisier and smaller than drawn
ones, so some batches are halved in resolution or blurred, and colours, noise and checkered dirt vary.
"""

import argparse
import math

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from run import Run
from segmenter import Segmenter
from world import CONCEPTS, Collection

HELD_OUT = 1000


def augment(x, soft):
    """Halves the resolution of a share of the batches or blurs them; varies contrast, colour, shift and noise."""
    n, size = len(x), x.shape[2]
    kind = torch.rand(()).item()
    if kind < 0.7 * soft:
        # As a picture of half the size looks when it is enlarged.
        x = F.avg_pool2d(x, 2)
        x = F.interpolate(x, scale_factor=2) if kind < 0.2 * soft else F.interpolate(x, scale_factor=2, mode="bilinear")
    elif kind < soft:
        x = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
    # Many pictures are changed little, some much.
    strength = torch.rand(n, 1, 1, 1).square()
    x = x * (1 + 0.2 * strength * torch.randn(n, 3, 1, 1)) + 0.15 * strength * torch.randn(n, 3, 1, 1)
    if torch.rand(()) < 0.2:
        # Checkered dirt, as transposed convolutions leave it.
        dirt = F.interpolate(torch.randn(n, 3, size // 8, size // 8), scale_factor=8)
        x = x + 0.05 * dirt * torch.randn(1, 1, 2, 2).repeat(1, 1, size // 2, size // 2)
    return x + 0.1 * strength * torch.randn_like(x)


def chances(collection):
    """How often each training scene is drawn: in proportion to how rare the rarest of its concepts is."""
    present = np.stack([
        np.bincount(np.asarray(labels).ravel(), minlength=len(CONCEPTS)) > 20
        for labels in collection.labels[: collection.training]
    ])  # fmt: skip
    rarity = (present.mean(0) + 0.02) ** -0.5
    return torch.from_numpy((present * rarity).max(1))


def pieces(pictures, labels, side=64):
    """A square of each picture, around a pixel of a concept that is likelier the fewer pixels it has."""
    size, found = labels.shape[1], []
    for picture, names in zip(pictures, labels):
        area = torch.bincount(names.flatten(), minlength=len(CONCEPTS)).float()
        concept = int(torch.multinomial((area + 1).rsqrt() * (area > 8), 1))
        pixels = (names == concept).nonzero()
        middle = pixels[int(torch.randint(len(pixels), ()))] + torch.randint(-side // 4, side // 4, (2,))
        top, left = (middle - side // 2).clamp(0, size - side).tolist()
        where = (slice(top, top + side), slice(left, left + side))
        found.append((picture[:, *where], names[where]))
    return tuple(torch.stack(parts) for parts in zip(*found))


@torch.no_grad()
def intersection_over_union(net, collection, count=HELD_OUT):
    """Of every concept, over the last `count` scenes of a collection; and how many pixels it has."""
    counts = torch.zeros(len(CONCEPTS) ** 2, dtype=torch.int64)
    total = len(collection.pictures)
    for start in range(total - count, total, 50):
        pictures, labels = collection.batch(np.arange(start, min(start + 50, total)))
        found = net(pictures).argmax(1)
        counts += torch.bincount((labels * len(CONCEPTS) + found).flatten(), minlength=len(counts))
    counts = counts.view(len(CONCEPTS), -1)
    both = counts.diag()
    return (both / (counts.sum(0) + counts.sum(1) - both).clamp(min=1)).tolist(), counts.sum(1).tolist()


def report(run, net, step, folders, collections, count):
    net.eval()
    for folder, collection in zip(folders, collections):
        values, counts = intersection_over_union(net, collection, count)
        found = {c: round(v, 3) for c, v, n in zip(CONCEPTS, values, counts) if n}
        mean, cpu = round(float(np.mean(list(found.values()))), 4), round(run.cpu_seconds)
        run.log(step=step, cpu=cpu, data=folder, mean=mean, iou=found)
    net.train()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", nargs="+", required=True)
    parser.add_argument("--shares", type=float, nargs="+", required=True, help="of each collection in the training")
    parser.add_argument("--cpu-minutes", type=float, default=120)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--down", type=int, nargs=5, default=[24, 48, 64, 96, 96], help="units, from fine to coarse")
    parser.add_argument("--up", type=int, nargs=4, default=[32, 32, 48, 64], help="units, from fine to coarse")
    parser.add_argument("--soft", type=float, default=0.3, help="share of batches that are halved or blurred")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--state", required=True)
    parser.add_argument("--output", required=True)
    a = parser.parse_args()
    run = Run(a.state, seed=1)
    collections = [Collection(folder, HELD_OUT) for folder in a.data]
    drawn = [chances(collection) for collection in collections]
    net = Segmenter(a.down, a.up).to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(net.parameters(), a.rate, weight_decay=1e-3, foreach=True)
    step = run.resume(net=net, optimizer=optimizer)
    reported = run.cpu_seconds
    while (share := run.cpu_seconds / 60 / a.cpu_minutes) < 1:
        for group in optimizer.param_groups:
            group["lr"] = a.rate * min(1, (step + 1) / 100) * max(0.003, (1 + math.cos(math.pi * share)) / 2)
        chosen = int(torch.multinomial(torch.tensor(a.shares), 1, generator=run.generator))
        in_pieces = step % 2 == 1 and share < 0.75
        count = 3 * a.batch if in_pieces else a.batch
        indices = torch.multinomial(drawn[chosen], count, generator=run.generator).sort().values.numpy()
        pictures, labels = collections[chosen].batch(indices)
        if torch.rand(()) < 0.5:
            pictures, labels = pictures.flip(3), labels.flip(2)
        if in_pieces:
            pictures, labels = pieces(pictures, labels)
        pictures = augment(pictures, a.soft).contiguous(memory_format=torch.channels_last)
        loss = F.cross_entropy(net(pictures), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        if step % 50 == 0:
            run.log(step=step, cpu=round(run.cpu_seconds), loss=round(loss.item(), 4))
        if run.should_save():
            run.save(step, net=net, optimizer=optimizer)
            if run.cpu_seconds - reported > 400:
                report(run, net, step, a.data, collections, 100)
                reported = run.cpu_seconds
    run.save(step, net=net, optimizer=optimizer)
    tensors = {k: v.half().contiguous() for k, v in net.eval().state_dict().items() if "num_batches" not in k}
    about = {"ganbrush": "segmenter", "size": str(collections[0].size), "concepts": " ".join(CONCEPTS)}
    save_file(tensors, a.output, about)
    report(run, net, step, a.data, collections, HELD_OUT)


if __name__ == "__main__":
    main()

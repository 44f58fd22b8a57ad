"""Train the segmenter on the drawn world.

    ganbrush scenes --count 44000 --size 64 --seed 1000000 --format npy --out data/all-64
    python train_segmenter.py --data data/all-64 data/church-64 --steps 6000 --state state --output segmenter.safetensors

The last 1,000 scenes of every collection are kept aside; their intersection over union stands in the log.
Generated pictures are softer and noisier than drawn ones, so training blurs, shifts colours and adds noise.
"""

import argparse

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from run import Run
from segmenter import Segmenter
from world import CONCEPTS, Collection

HELD_OUT = 1000
# What is small in a picture counts more, or it would hardly count at all.
WEIGHTS = {"sun": 3, "moon": 3, "dome": 2, "door": 3, "window": 3, "fence": 2, "boat": 2, "rock": 2, "person": 3}


def augment(x):
    """Blur or halve the resolution of half of the batches; vary contrast, colour, shift and noise."""
    n = len(x)
    kind = torch.randint(4, ()).item()
    if kind == 0:
        x = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
    elif kind == 1:
        x = F.interpolate(F.avg_pool2d(x, 2), scale_factor=2, mode="bilinear")
    x = x * (1 + 0.12 * torch.randn(n, 3, 1, 1)) + 0.08 * torch.randn(n, 3, 1, 1)
    if kind == 2:
        # Checkered dirt, as transposed convolutions leave it.
        size = x.shape[2]
        dirt = torch.randn(n, 3, size // 8, size // 8)
        x = x + 0.05 * F.interpolate(dirt, scale_factor=8) * torch.randn(1, 1, 2, 2).repeat(1, 1, size // 2, size // 2)
    return x + 0.08 * torch.rand(n, 1, 1, 1) * torch.randn_like(x)


@torch.no_grad()
def intersection_over_union(net, collection, count=HELD_OUT):
    """Of every concept, over the last `count` scenes of a collection."""
    counts = torch.zeros(len(CONCEPTS) ** 2, dtype=torch.int64)
    total = len(collection.pictures)
    for start in range(total - count, total, 50):
        pictures, labels = collection.batch(np.arange(start, min(start + 50, total)))
        found = net(pictures).argmax(1)
        counts += torch.bincount((labels * len(CONCEPTS) + found).flatten(), minlength=len(counts))
    counts = counts.view(len(CONCEPTS), -1)
    both = counts.diag()
    return (both / (counts.sum(0) + counts.sum(1) - both).clamp(min=1)).tolist(), counts.sum(1).tolist()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", nargs="+", required=True)
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--width", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--state", required=True)
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()
    run = Run(arguments.state, seed=1)
    collections = [Collection(folder, HELD_OUT) for folder in arguments.data]
    net = Segmenter(arguments.width).to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(net.parameters(), arguments.rate, weight_decay=1e-3, foreach=True)
    step = run.resume(net=net, optimizer=optimizer)
    weights = torch.tensor([float(WEIGHTS.get(c, 1)) for c in CONCEPTS])
    while step < arguments.steps:
        for group in optimizer.param_groups:
            group["lr"] = arguments.rate * max(0.01, 1 - step / arguments.steps)
        collection = collections[step % len(collections)]
        pictures, labels = collection.batch(collection.pick(arguments.batch, run.generator))
        if torch.rand(()) < 0.5:
            pictures, labels = pictures.flip(3), labels.flip(2)
        pictures = augment(pictures).contiguous(memory_format=torch.channels_last)
        loss = F.cross_entropy(net(pictures), labels, weight=weights)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        if step % 50 == 0:
            run.log(step=step, loss=loss.item())
        if run.should_save() or step == arguments.steps:
            run.save(step, net=net, optimizer=optimizer)
        if step % 1000 == 0 or step == arguments.steps:
            net.eval()
            for folder, collection in zip(arguments.data, collections):
                values, counts = intersection_over_union(net, collection, 200 if step < arguments.steps else HELD_OUT)
                found = {c: round(v, 3) for c, v, n in zip(CONCEPTS, values, counts) if n}
                run.log(step=step, data=folder, mean=float(np.mean(list(found.values()))), iou=found)
            net.train()
    net.eval()
    save_file({k: v.half().contiguous() for k, v in net.state_dict().items() if "num_batches" not in k}, arguments.output)


if __name__ == "__main__":
    main()

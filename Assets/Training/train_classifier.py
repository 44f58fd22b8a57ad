"""Train the classifier that tells the categories of scenes.

    python train_classifier.py --data data/all-64 --cpu-minutes 10 --state state --output classifier.safetensors

A small VGG with batch normalization, in torchvision's names: two 3x3 convolutions a scale, the last with 128 units at
8x8 of a 64 px picture; means over the picture; one linear layer. The last 2,000 scenes are kept aside.
"""

import argparse
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from run import Run
from train_segmenter import augment
from world import CATEGORIES, Collection

HELD_OUT = 2000


class Classifier(nn.Module):
    """Pictures [n, 3, s, s] in -1...1 to logits [n, 11]; made for 64 px."""

    def __init__(self, widths=(16, 32, 64, 128), categories=len(CATEGORIES)):
        super().__init__()
        layers, inputs = [], 3
        for k, width in enumerate(widths):
            layers += [nn.MaxPool2d(2)] if k else []
            for _ in range(2):
                layers += [nn.Conv2d(inputs, width, 3, 1, 1), nn.BatchNorm2d(width), nn.ReLU(True)]
                inputs = width
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Linear(inputs, categories)

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))


def load_classifier(path):
    net = Classifier()
    net.load_state_dict({k: v.float() for k, v in load_file(path).items()}, strict=False)
    return net.eval().to(memory_format=torch.channels_last)


@torch.no_grad()
def confusion(net, collection, count=HELD_OUT):
    """How often each category (row) was taken for each (column), over the last `count` scenes."""
    table = torch.zeros(len(CATEGORIES), len(CATEGORIES), dtype=torch.int64)
    total = len(collection.pictures)
    for start in range(total - count, total, 100):
        indices = np.arange(start, min(start + 100, total))
        found = net(collection.batch(indices)[0]).argmax(1)
        for true, guess in zip(collection.categories[indices], found.tolist()):
            table[true, guess] += 1
    return table


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--cpu-minutes", type=float, default=10)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--state", required=True)
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()
    run = Run(arguments.state, seed=2)
    collection = Collection(arguments.data, HELD_OUT)
    net = Classifier().to(memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(net.parameters(), arguments.rate, weight_decay=1e-2, foreach=True)
    step = run.resume(net=net, optimizer=optimizer)
    while (share := run.cpu_seconds / 60 / arguments.cpu_minutes) < 1:
        for group in optimizer.param_groups:
            group["lr"] = arguments.rate * max(0.003, (1 + math.cos(math.pi * share)) / 2)
        indices = collection.pick(arguments.batch, run.generator)
        pictures = collection.batch(indices)[0]
        if torch.rand(()) < 0.5:
            pictures = pictures.flip(3)
        categories = torch.from_numpy(collection.categories[indices].astype(np.int64))
        pictures = augment(pictures, soft=0.5).contiguous(memory_format=torch.channels_last)
        loss = F.cross_entropy(net(pictures), categories, label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        if step % 50 == 0:
            run.log(step=step, cpu=round(run.cpu_seconds), loss=round(loss.item(), 4))
        if run.should_save():
            run.save(step, net=net, optimizer=optimizer)
    run.save(step, net=net, optimizer=optimizer)
    tensors = {k: v.half().contiguous() for k, v in net.eval().state_dict().items() if "num_batches" not in k}
    about = {"ganbrush": "classifier", "size": str(collection.size), "categories": " ".join(CATEGORIES)}
    save_file(tensors, arguments.output, about)
    table = confusion(net, collection)
    run.log(step=step, accuracy=(table.diag().sum() / table.sum()).item(), confusion=table.tolist())


if __name__ == "__main__":
    main()

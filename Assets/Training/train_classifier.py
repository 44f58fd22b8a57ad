"""Train the classifier that tells the categories of scenes.

    python train_classifier.py --data data/all-64 --cpu-minutes 10 --state state --output classifier.safetensors

A small VGG with batch normalization, in torchvision's names: two 3x3 convolutions a scale, the last with 128 units at
8x8 of a 64 px picture; means over the picture; one linear layer. The last scenes are kept aside.
"""

import argparse
import math

import numpy as np
import torch
import torch.nn.functional as F
from augmentation import augment
from layout import channels_last
from run import Run, add_arguments, set_rate
from torch import Tensor, nn
from world import CATEGORIES, Collection


class Classifier(nn.Module):
    """Pictures [n, 3, s, s] in -1...1 to logits [n, 11]; made for 64 px."""

    def __init__(self, widths: tuple[int, ...] = (16, 32, 64, 128), categories: int = len(CATEGORIES)) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        inputs = 3
        for k, width in enumerate(widths):
            layers += [nn.MaxPool2d(2)] if k else []
            for _ in range(2):
                layers += [nn.Conv2d(inputs, width, 3, 1, 1), nn.BatchNorm2d(width), nn.ReLU(True)]
                inputs = width
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Linear(inputs, categories)

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.features(x).mean((2, 3)))


@torch.no_grad()
def confusion(net: Classifier, collection: Collection, count: int) -> Tensor:
    """How often each category (row) was taken for each (column), over the last `count` scenes."""
    table = torch.zeros(len(CATEGORIES), len(CATEGORIES), dtype=torch.int64)
    for indices, pictures, _ in collection.batches(len(collection.pictures) - count, count, 100):
        found = net(pictures).argmax(1)
        for true, guess in zip(collection.categories[indices].tolist(), found.tolist(), strict=True):
            table[true, guess] += 1
    return table


class ClassifierTraining:
    """A classifier with the collection that it learns from."""

    def __init__(self, options: argparse.Namespace, run: Run) -> None:
        self.options, self.run = options, run
        self.collection = Collection(options.data, options.held_out)
        self.net = channels_last(Classifier())
        self.optimizer = torch.optim.AdamW(self.net.parameters(), options.rate, weight_decay=1e-2, foreach=True)
        run.resume(net=self.net, optimizer=self.optimizer)

    def train(self) -> None:
        """Learns until the run ends, writes the classifier, and logs what it takes for what."""
        run = self.run
        while (share := run.share) < 1:
            set_rate(self.optimizer, self.options.rate * max(0.003, (1 + math.cos(math.pi * share)) / 2))
            loss = self.learn(*self.draw())
            run.step += 1
            if run.should_log():
                run.log(loss=round(loss.item(), 4))
            if run.should_save():
                run.save()
        run.save()
        about = {"ganbrush": "classifier", "size": str(self.collection.size), "categories": " ".join(CATEGORIES)}
        run.export(self.net.eval().state_dict(), **about)
        table = confusion(self.net, self.collection, self.options.held_out)
        run.log(accuracy=(table.diag().sum() / table.sum()).item(), confusion=table.tolist())

    def draw(self) -> tuple[Tensor, Tensor]:
        """A batch of pictures and the numbers of their categories."""
        indices = self.collection.pick(self.options.batch, self.run.generator)
        pictures = self.collection.batch(indices)[0]
        if torch.rand(()) < 0.5:
            pictures = pictures.flip(3)
        return pictures, torch.from_numpy(self.collection.categories[indices].astype(np.int64))

    def learn(self, pictures: Tensor, categories: Tensor) -> Tensor:
        """One step; the loss."""
        pictures = augment(pictures, soft=0.5).contiguous(memory_format=torch.channels_last)
        loss = F.cross_entropy(self.net(pictures), categories, label_smoothing=0.05)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-3)
    add_arguments(parser, cpu_minutes=10, held_out=2000)
    options = parser.parse_args()
    ClassifierTraining(options, Run(options, seed=2)).train()


if __name__ == "__main__":
    main()

"""Train the classifier that tells the kinds of scenes.

    python train_classifier.py --data data/all-64 --cpu-minutes 30 --state state --output classifier.safetensors

A small VGG with batch normalization, in torchvision's names: two 3x3 convolutions a scale, the last with 256 units at
8x8 of a 64 px picture; means over the picture; one linear layer. The last scenes are kept aside.
"""

import argparse
import math

import torch
import torch.nn.functional as F
from augmentation import augment
from classifier import Classifier
from kinds import NAMES, kinds
from layout import channels_last
from run import Run, add_arguments, set_rate
from torch import Tensor
from world import Collection, Indices


@torch.no_grad()
def confusion(net: Classifier, collection: Collection, truth: Indices, count: int) -> Tensor:
    """How often each kind (row) was taken for each (column), over the last `count` scenes."""
    table = torch.zeros(len(NAMES), len(NAMES), dtype=torch.int64)
    for indices, pictures, _ in collection.batches(len(collection.pictures) - count, count, 100):
        found = net(pictures).argmax(1)
        for true, guess in zip(truth[indices].tolist(), found.tolist(), strict=True):
            table[true, guess] += 1
    return table


class ClassifierTraining:
    """A classifier with the collection that it learns from."""

    def __init__(self, options: argparse.Namespace, run: Run) -> None:
        self.options, self.run = options, run
        self.collection = Collection(options.data, options.held_out)
        self.truth = kinds(self.collection.categories, self.collection.labels)
        seen = torch.from_numpy(self.truth[: self.collection.training])
        # Every kind is drawn as often, though some have few scenes.
        self.weights = 1 / torch.bincount(seen, minlength=len(NAMES))[seen]
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
        about = {"ganbrush": "classifier", "size": str(self.collection.size), "categories": " ".join(NAMES)}
        run.export(self.net.eval().state_dict(), **about)
        table = confusion(self.net, self.collection, self.truth, self.options.held_out)
        seen = table.sum(1).nonzero().flatten()
        recalls = table.diag()[seen] / table.sum(1)[seen]
        names = [NAMES[number] for number in seen]
        # Every kind counts as much, however many scenes it has.
        run.log(accuracy=recalls.mean().item(), recalls=dict(zip(names, recalls.tolist(), strict=True)))
        run.log(confusion=table.tolist())

    def draw(self) -> tuple[Tensor, Tensor]:
        """A batch of pictures and the numbers of their kinds."""
        some = torch.multinomial(self.weights, self.options.batch, replacement=True, generator=self.run.generator)
        indices: Indices = some.sort().values.numpy()
        pictures = self.collection.batch(indices)[0]
        if torch.rand(()) < 0.5:
            pictures = pictures.flip(3)
        return pictures, torch.from_numpy(self.truth[indices])

    def learn(self, pictures: Tensor, truth: Tensor) -> Tensor:
        """One step; the loss."""
        pictures = augment(pictures, soft=0.3).contiguous(memory_format=torch.channels_last)
        loss = F.cross_entropy(self.net(pictures), truth, label_smoothing=0.05)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=2e-3)
    add_arguments(parser, cpu_minutes=20, held_out=6000)
    options = parser.parse_args()
    ClassifierTraining(options, Run(options, seed=2)).train()


if __name__ == "__main__":
    main()

"""Train the segmenter on the drawn world.

    ganbrush scenes --count 33000 --size 128 --seed 200000000 --format npy --out data/all-128
    ganbrush scenes --category church --count 10000 --size 128 --seed 300000000 --format npy --out data/church-128
    python train_segmenter.py --data data/all-128 data/church-128 --shares 3 1 --cpu-minutes 120 \
      --state segmenter-state --output segmenter.safetensors

The last scenes of every collection are kept aside; their intersection over union stands in the log. Scenes with
what is rare are drawn more often, and until the last quarter every other batch is of small pieces around what is small:
most of a scene is sky and ground, which are soon learned. Generated pictures are softer, noisier and smaller than drawn
ones, so some batches are halved in resolution or blurred, and colours, noise and checkered dirt vary.
"""

import argparse
import math

import numpy as np
import torch
import torch.nn.functional as F
from augmentation import augment, pieces
from layout import channels_last, half_products
from run import Run, add_arguments, set_rate
from segmenter import Segmenter
from torch import Tensor
from world import CONCEPTS, Collection


def chances(collection: Collection) -> Tensor:
    """How often each training scene is drawn: in proportion to how rare the rarest of its concepts is."""
    present = np.stack([
        np.bincount(np.asarray(labels).ravel(), minlength=len(CONCEPTS)) > 20
        for labels in collection.labels[: collection.training]
    ])  # fmt: skip
    rarity = (present.mean(0) + 0.02) ** -0.5
    return torch.from_numpy((present * rarity).max(1))


@torch.no_grad()
def intersection_over_union(net: Segmenter, collection: Collection, count: int) -> tuple[list[float], list[int]]:
    """Of every concept, over the last `count` scenes of a collection; and how many pixels it has."""
    counts = torch.zeros(len(CONCEPTS) ** 2, dtype=torch.int64)
    for _, pictures, labels in collection.batches(len(collection.pictures) - count, count, 50):
        found = net(pictures).argmax(1)
        counts += torch.bincount((labels * len(CONCEPTS) + found).flatten(), minlength=len(counts))
    counts = counts.view(len(CONCEPTS), -1)
    both = counts.diag()
    return (both / (counts.sum(0) + counts.sum(1) - both).clamp(min=1)).tolist(), counts.sum(1).tolist()


class SegmenterTraining:
    """A segmenter with the collections that it learns from."""

    def __init__(self, options: argparse.Namespace, run: Run) -> None:
        self.options, self.run = options, run
        self.collections = [Collection(folder, options.held_out) for folder in options.data]
        self.chances = [chances(collection) for collection in self.collections]
        self.net = channels_last(Segmenter(options.down, options.up))
        self.optimizer = torch.optim.AdamW(self.net.parameters(), options.rate, weight_decay=1e-3, foreach=True)
        run.resume(net=self.net, optimizer=self.optimizer)

    def train(self) -> None:
        """Learns until the run ends, and writes the segmenter."""
        run, reported = self.run, self.run.cpu_seconds
        while (share := run.share) < 1:
            warm = min(1, (run.step + 1) / 100)
            set_rate(self.optimizer, self.options.rate * warm * max(0.003, (1 + math.cos(math.pi * share)) / 2))
            loss = self.learn(*self.draw(share))
            run.step += 1
            if run.should_log():
                run.log(loss=round(loss.item(), 4))
            if run.should_save():
                run.save()
                if run.cpu_seconds - reported > 400:
                    self.report(min(100, self.options.held_out))
                    reported = run.cpu_seconds
        run.save()
        about = {"ganbrush": "segmenter", "size": str(self.collections[0].size), "concepts": " ".join(CONCEPTS)}
        run.export(self.net.eval().state_dict(), **about)
        self.report(self.options.held_out)

    def draw(self, share: float) -> tuple[Tensor, Tensor]:
        """A batch of pictures and labels: whole ones or, until the last quarter, every other time small pieces."""
        chosen = int(torch.multinomial(torch.tensor(self.options.shares), 1, generator=self.run.generator))
        in_pieces = self.run.step % 2 == 1 and share < 0.75
        count = 3 * self.options.batch if in_pieces else self.options.batch
        indices = torch.multinomial(self.chances[chosen], count, generator=self.run.generator).sort().values.numpy()
        pictures, labels = self.collections[chosen].batch(indices)
        if torch.rand(()) < 0.5:
            pictures, labels = pictures.flip(3), labels.flip(2)
        return pieces(pictures, labels) if in_pieces else (pictures, labels)

    def learn(self, pictures: Tensor, labels: Tensor) -> Tensor:
        """One step; the loss."""
        pictures = augment(pictures, self.options.soft).contiguous(memory_format=torch.channels_last)
        with half_products():
            logits = self.net(pictures)
        loss = F.cross_entropy(logits.float(), labels)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss

    def report(self, count: int) -> None:
        """Logs what the segmenter finds in the last `count` scenes of each collection."""
        self.net.eval()
        for folder, collection in zip(self.options.data, self.collections, strict=True):
            values, counts = intersection_over_union(self.net, collection, count)
            found = {c: round(v, 3) for c, v, n in zip(CONCEPTS, values, counts, strict=True) if n}
            self.run.log(data=folder, mean=round(float(np.mean(list(found.values()))), 4), iou=found)
        self.net.train()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", nargs="+", required=True)
    parser.add_argument("--shares", type=float, nargs="+", required=True, help="of each collection in the training")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--down", type=int, nargs=5, default=[24, 48, 64, 96, 96], help="units, from fine to coarse")
    parser.add_argument("--up", type=int, nargs=4, default=[32, 32, 48, 64], help="units, from fine to coarse")
    parser.add_argument("--soft", type=float, default=0.3, help="share of batches that are halved or blurred")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=1)
    add_arguments(parser, cpu_minutes=120, held_out=1000)
    options = parser.parse_args()
    SegmenterTraining(options, Run(options, 1, options.threads)).train()


if __name__ == "__main__":
    main()

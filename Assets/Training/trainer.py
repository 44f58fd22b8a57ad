"""The training of the generator, step by step: critics, generator, strokes, moving average, what is published."""

import argparse
import copy
from collections.abc import Callable
from typing import NamedTuple

import torch
import torch.nn.functional as F
from adversarial import AdversarialTrainer
from balance import Balance
from classifier import Scales
from critics import folded
from encoder import difference
from generator import LATENT, Change, Generator
from painting import Palette, Pasting, Strokes
from places import Places
from run import Run, Stateful, set_rate
from segmenter import Segmenter, enlarged, load_segmenter
from torch import Tensor, nn


class Batch(NamedTuple):
    """Pictures of the world and what the critic sees in them; latents, strokes if any, and the generator's pictures."""

    real: Tensor
    known: list[Tensor]
    noise: Tensor
    # How much the encoder's latents tell of the pictures.
    nats: Tensor
    strokes: Strokes | None
    fake: Tensor


class Canvas(NamedTuple):
    """Latents and labels of the last step's first pictures: on these the next strokes are made."""

    noise: Tensor
    places: Places


class Teaching(NamedTuple):
    """What teaches a generator about concepts: two segmenters, averages and strokes. An untaught one has none."""

    segmenter: Segmenter
    judge: Segmenter
    balance: Balance
    palette: Palette


class GeneratorTrainer(AdversarialTrainer[Generator]):
    """A generator, its critics, its companions and their state.

    A batch has four quarters: free latents, two quarters of the encoder's, and free ones again. Strokes are made on the
    last pictures; what they learn of is the first.
    """

    def __init__(self, options: argparse.Namespace, run: Run) -> None:
        net = Generator(options.widths)
        segmenter = None if options.classifier else folded(load_segmenter(options.segmenter))
        super().__init__(options, run, net, segmenter or Scales(options.classifier), in_halves=False, known=512)
        self.painted = int(options.painted * options.batch) if segmenter else 0
        self.half, self.quarter = options.batch // 2, options.batch // 4
        made = [*self.net.parameters(), *self.encoder.parameters()]
        self.makers = torch.optim.Adam(made, options.rate, betas=(0.5, 0.99), foreach=True)
        self.teaching: Teaching | None = None
        parts: dict[str, Stateful] = {}
        if segmenter:
            judge = folded(load_segmenter(options.judge))
            self.balance = Balance(judge, (x for _, x, _ in self.world.batches(*self.kept)))
            self.teaching = Teaching(segmenter, judge, self.balance, Palette())
            parts = {"palette": self.teaching.palette, "balance": self.balance}
        self.canvas: Canvas | None = None
        run.resume(
            net=self.net, average=self.average, encoder=self.encoder, judges=self.critics, makers=self.makers,
            breakers=self.breakers, **parts,
        )  # fmt: skip

    def learn(self, share: float) -> None:
        """One step of the critics and one of the generator, on the same pictures."""
        level = min(1, max(0.05, 3 * (1 - share)))
        set_rate(self.makers, self.options.rate * level)
        set_rate(self.breakers, self.options.critic_rate * level)
        batch = self.compose(self.net)
        seen = self.see(batch.fake)
        self.teach_critics(batch.real, batch.known, batch.fake, seen)
        self.critics.requires_grad_(False)
        self.teach_generator(batch, seen, share)
        self.critics.requires_grad_(True)
        self.run.step += 1
        self.follow(2000)

    def compose(self, net: Generator) -> Batch:
        """Draws a batch; what is painted on the last pictures is a stroke or a piece of another picture."""
        real = self.world.batch(self.world.pick(self.batch, self.run.generator))[0]
        if torch.rand(()) < 0.5:
            real = real.flip(3)
        with torch.no_grad():
            known = self.see(real)
        # Free ones first and last, as painting wants them; between them those of the batch's first pictures.
        noise = torch.randn(self.batch, LATENT)
        latent, nats = self.encoder(real[: self.half], known[4][: self.half])
        noise = torch.cat([noise[: self.quarter], latent, noise[self.quarter + self.half :]])
        change: Change | None = None
        strokes = None
        if self.painted and torch.rand(()) < 0.2:
            change = Pasting(self.painted)
        elif self.painted and self.canvas and self.teaching:
            noise[-self.painted :] = self.canvas.noise
            change = strokes = self.teaching.palette.paint(self.canvas.places)
        return Batch(real, known, noise, nats, strokes, net(noise, change))

    def teach_generator(self, batch: Batch, seen: list[Tensor], share: float) -> None:
        """One step of generator and encoder."""
        loss = -torch.stack([x.mean() for x in self.judged(batch.fake, seen)]).sum()
        apart = self.apart(batch, seen)
        loss = loss + max(0.3, 4 - 12 * share) * (apart + 0.005 * batch.nats)
        if self.teaching:
            loss = loss + self.taught(batch, self.teaching, seen, share)
        self.makers.zero_grad()
        loss.backward()
        self.makers.step()
        self.found |= {"maker": loss.item(), "apart": apart.item(), "nats": batch.nats.item()}

    def taught(self, batch: Batch, teaching: Teaching, seen: list[Tensor], share: float) -> Tensor:
        """What averages and strokes lack of concepts."""
        # The first quarter is free and unpainted.
        loss, labels = teaching.balance.loss(batch.fake[: self.quarter])
        self.canvas = Canvas(batch.noise[: self.painted].detach(), Places(labels[: self.painted]))
        if batch.strokes:
            teaching.palette.learn(batch.strokes.features, labels[: self.painted])
            self.choose_units(batch.strokes, teaching.palette, share)
            if batch.strokes.concepts:
                missed = self.unseen(batch, batch.strokes, teaching, seen)
                self.found["missed"] = missed.item()
                loss = loss + missed
        return loss

    def apart(self, batch: Batch, seen: list[Tensor]) -> Tensor:
        """How far the pictures of the encoder's latents are from the pictures that these were made of."""
        similar = slice(self.quarter, self.quarter + self.half)
        found, known = [x[similar] for x in seen[1:]], [x[: self.half] for x in batch.known[1:]]
        return difference(batch.fake[similar], batch.real[: self.half], found, known, self.deviations)

    def choose_units(self, strokes: Strokes, palette: Palette, share: float) -> None:
        """Now and then, once the first quarter is over, gives concepts the units that paint them."""
        is_due = self.run.step % self.options.choose_every == 0
        if share > 0.25 and palette.pictures > self.options.choose_after and is_due:
            palette.settle(strokes.features)

    def unseen(self, batch: Batch, strokes: Strokes, teaching: Teaching, seen: list[Tensor]) -> Tensor:
        """How little two segmenters see of what was painted."""
        # Noise and blur, so that no pattern that one network takes for a window will do.
        shown = enlarged(batch.fake[-self.painted :])
        shown = F.avg_pool2d(shown, 3, 1, 1) if torch.rand(()) < 0.3 else shown
        shown = shown + 0.1 * torch.rand(()) * torch.randn_like(shown)
        named = teaching.segmenter.logits([x[-self.painted :] for x in seen])
        return strokes.loss(teaching.judge(shown)) + 0.5 * strokes.loss(named)

    def settled(self) -> Generator:
        return settle(copy.deepcopy(self.average), self.practise)

    def practise(self, net: Generator) -> None:
        """Draws a batch as in training, with painted pictures and such of the encoder."""
        batch = self.compose(net)
        if self.teaching:
            labels = self.teaching.judge(enlarged(batch.fake[: self.painted])).argmax(1)
            self.canvas = Canvas(batch.noise[: self.painted], Places(labels))


@torch.no_grad()
def settle(net: Generator, practise: Callable[[Generator], None], batches: int = 60, batch: int = 64) -> Generator:
    """Measures the statistics of batch normalization with the moving average's own weights.

    Seven batches of ten are of free pictures, as people see them; the others are made by `practise` as the training's
    are, because the weights are right for the statistics of these. With free ones alone half as many trees again were
    drawn as the world has, with the others alone no sunset.
    """
    norms = [m for m in net.modules() if isinstance(m, nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    net.train()
    for number in range(batches):
        if number % 10 in (2, 5, 8):
            practise(net)
        else:
            net(torch.randn(batch, LATENT))
    for norm in norms:
        norm.momentum = 0.1
    return net.eval()

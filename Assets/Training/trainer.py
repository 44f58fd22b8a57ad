"""The training of the generator, step by step: critics, generator, strokes, moving average, what is published."""

import argparse
import copy
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from balance import Balance
from critics import FeatureCritic, PictureCritic, folded
from encoder import Encoder, difference
from frechet import Moments, distance, moments
from generator import LATENT, Change, Generator
from layout import channels_last
from painting import Palette, Pasting, Strokes
from places import Places
from run import Run, set_rate
from segmenter import enlarged, load_segmenter
from sheet import draw_sheet
from torch import Tensor, nn
from world import Collection


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


class Losses(NamedTuple):
    """What one step found, for the log."""

    critics: Tensor
    truths: list[Tensor]
    lies: list[Tensor]
    maker: Tensor
    apart: Tensor
    nats: Tensor


class GeneratorTrainer:
    """A generator, its critics, its companions and their state.

    A batch has four quarters: free latents, two quarters of the encoder's, and free ones again. Strokes are made on the
    last pictures; what they learn of is the first.
    """

    def __init__(self, options: argparse.Namespace, run: Run) -> None:
        self.options, self.run = options, run
        self.batch: int = options.batch
        self.painted = int(options.painted * options.batch)
        self.half, self.quarter = options.batch // 2, options.batch // 4
        self.world = Collection(options.data, options.held_out)
        self.net = channels_last(Generator(options.widths))
        self.average = copy.deepcopy(self.net)
        self.pictures = PictureCritic(self.world.size)
        self.features = FeatureCritic(load_segmenter(options.segmenter))
        self.judge = folded(load_segmenter(options.judge).requires_grad_(False))
        self.features.measure(self.world.batch(np.arange(min(512, self.world.training)))[0])
        kept = self.world.training, options.measured, 100
        self.truth = moments(torch.cat([self.coarse(x) for _, x, _ in self.world.batches(*kept)]))
        self.critics = channels_last(nn.ModuleList([self.pictures, self.features]))
        self.deviations = self.features.deviations()
        self.encoder = channels_last(Encoder(self.deviations[3].shape[1]))
        made = [*self.net.parameters(), *self.encoder.parameters()]
        self.makers = torch.optim.Adam(made, options.rate, betas=(0.5, 0.99), foreach=True)
        self.breakers = torch.optim.Adam(
            self.critics.parameters(), options.critic_rate, betas=(0.5, 0.99), foreach=True
        )
        self.palette = Palette()
        self.balance = Balance(self.judge, (x for _, x, _ in self.world.batches(*kept)))
        self.canvas: Canvas | None = None
        self.missed = torch.zeros(())
        run.resume(
            net=self.net, average=self.average, encoder=self.encoder, judges=self.critics, makers=self.makers,
            breakers=self.breakers, palette=self.palette, balance=self.balance,
        )  # fmt: skip

    def train(self) -> None:
        """Learns until the run ends; every few minutes what the moving average draws is published."""
        run, published = self.run, self.run.cpu_seconds
        while (share := run.share) < 1:
            losses = self.learn(share)
            if run.should_log():
                self.log(losses)
            if run.should_save():
                if run.cpu_seconds - published > 230:
                    self.publish()
                    published = run.cpu_seconds
                run.save()
        self.publish()
        run.save()

    def learn(self, share: float) -> Losses:
        """One step of the critics and one of the generator, on the same pictures."""
        level = min(1, max(0.05, 3 * (1 - share)))
        set_rate(self.makers, self.options.rate * level)
        set_rate(self.breakers, self.options.critic_rate * level)
        batch = self.compose(self.net)
        seen = self.features.see(batch.fake)
        critics, truths, lies = self.teach_critics(batch, seen)
        self.critics.requires_grad_(False)
        maker, apart = self.teach_generator(batch, seen, share)
        self.critics.requires_grad_(True)
        self.run.step += 1
        self.follow()
        return Losses(critics, truths, lies, maker, apart, batch.nats)

    def compose(self, net: Generator) -> Batch:
        """Draws a batch; what is painted on the last pictures is a stroke or a piece of another picture."""
        real = self.world.batch(self.world.pick(self.batch, self.run.generator))[0]
        if torch.rand(()) < 0.5:
            real = real.flip(3)
        with torch.no_grad():
            known = self.features.see(real)
        # Free ones first and last, as painting wants them; between them those of the batch's first pictures.
        noise = torch.randn(self.batch, LATENT)
        latent, nats = self.encoder(real[: self.half], known[4][: self.half])
        noise = torch.cat([noise[: self.quarter], latent, noise[self.quarter + self.half :]])
        change: Change | None = None
        strokes = None
        if self.painted and torch.rand(()) < 0.2:
            change = Pasting(self.painted)
        elif self.painted and self.canvas:
            noise[-self.painted :] = self.canvas.noise
            change = strokes = self.palette.paint(self.canvas.places)
        return Batch(real, known, noise, nats, strokes, net(noise, change))

    def judged(self, pictures: Tensor, seen: list[Tensor]) -> list[Tensor]:
        """What both critics say."""
        return [self.pictures(pictures), self.features(seen)]

    def teach_critics(self, batch: Batch, seen: list[Tensor]) -> tuple[Tensor, list[Tensor], list[Tensor]]:
        """One step of the critics by hinge losses; the loss, and what they said of true and of made pictures."""
        truths = self.judged(batch.real, batch.known)
        lies = self.judged(batch.fake.detach(), [x.detach() for x in seen])
        losses = [F.relu(1 - t).mean() + F.relu(1 + f).mean() for t, f in zip(truths, lies, strict=True)]
        loss = torch.stack(losses).sum()
        self.breakers.zero_grad()
        loss.backward()
        self.breakers.step()
        return loss, truths, lies

    def teach_generator(self, batch: Batch, seen: list[Tensor], share: float) -> tuple[Tensor, Tensor]:
        """One step of generator and encoder; the loss, and how far pictures are from those they should resemble."""
        loss = -torch.stack([x.mean() for x in self.judged(batch.fake, seen)]).sum()
        apart = self.apart(batch, seen)
        loss = loss + max(0.3, 4 - 12 * share) * (apart + 0.005 * batch.nats)
        # The first quarter is free and unpainted.
        unbalanced, labels = self.balance.loss(batch.fake[: self.quarter])
        loss = loss + unbalanced
        self.canvas = Canvas(batch.noise[: self.painted].detach(), Places(labels[: self.painted]))
        if batch.strokes:
            self.palette.learn(batch.strokes.features, labels[: self.painted])
            self.choose_units(batch.strokes, share)
            if batch.strokes.concepts:
                self.missed = self.unseen(batch, batch.strokes, seen)
                loss = loss + self.missed
        self.makers.zero_grad()
        loss.backward()
        self.makers.step()
        return loss, apart

    def apart(self, batch: Batch, seen: list[Tensor]) -> Tensor:
        """How far the pictures of the encoder's latents are from the pictures that these were made of."""
        similar = slice(self.quarter, self.quarter + self.half)
        found, known = [x[similar] for x in seen[1:]], [x[: self.half] for x in batch.known[1:]]
        return difference(batch.fake[similar], batch.real[: self.half], found, known, self.deviations)

    def choose_units(self, strokes: Strokes, share: float) -> None:
        """Now and then, once the first quarter is over, gives concepts the units that paint them."""
        is_due = self.run.step % self.options.choose_every == 0
        if share > 0.25 and self.palette.pictures > self.options.choose_after and is_due:
            self.palette.settle(strokes.features)

    def unseen(self, batch: Batch, strokes: Strokes, seen: list[Tensor]) -> Tensor:
        """How little two segmenters see of what was painted."""
        # Noise and blur, so that no pattern that one network takes for a window will do.
        shown = enlarged(batch.fake[-self.painted :])
        shown = F.avg_pool2d(shown, 3, 1, 1) if torch.rand(()) < 0.3 else shown
        shown = shown + 0.1 * torch.rand(()) * torch.randn_like(shown)
        named = self.features.segmenter.logits([x[-self.painted :] for x in seen])
        return strokes.loss(self.judge(shown)) + 0.5 * strokes.loss(named)

    @torch.no_grad()
    def follow(self) -> None:
        """Moves the average: it forgets half within 2,000 pictures at first, within 10,000 later."""
        memory = 0.5 ** (self.batch / min(10_000, 2000 + self.run.step * self.batch / 10))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - memory)

    def log(self, losses: Losses) -> None:
        self.run.log(
            critics=round(losses.critics.item(), 3),
            maker=round(losses.maker.item(), 3),
            truths=[round(x.mean().item(), 2) for x in losses.truths],
            lies=[round(x.mean().item(), 2) for x in losses.lies],
            missed=round(self.missed.item(), 3),
            apart=round(losses.apart.item(), 3),
            nats=round(losses.nats.item(), 1),
            unbalanced=self.balance.worst(),
        )

    def publish(self) -> None:
        """Writes the generator of the averaged weights and a sheet of its pictures, and logs how far off it is."""
        settled = settle(copy.deepcopy(self.average), self.practise)
        draw_sheet(settled, self.run.folder / "sheet.png")
        self.run.log(pictures=self.run.step * self.batch, frechet=round(distance(self.truth, self.drawn(settled)), 4))
        self.run.export(settled.export())

    def practise(self, net: Generator) -> None:
        """Draws a batch as in training, with painted pictures and such of the encoder."""
        batch = self.compose(net)
        labels = self.judge(enlarged(batch.fake[: self.painted])).argmax(1)
        self.canvas = Canvas(batch.noise[: self.painted], Places(labels))

    def coarse(self, pictures: Tensor) -> Tensor:
        """The means over the picture of the critic's coarsest features."""
        return self.features.see(pictures)[-1].mean((2, 3))

    @torch.no_grad()
    def drawn(self, net: Generator, count: int = 1000) -> Moments:
        """Moments of what is seen in a generator's pictures: a guide while training, no final figure."""
        generator = torch.Generator().manual_seed(9)
        latents = (torch.randn(50, LATENT, generator=generator) for _ in range(count // 50))
        return moments(torch.cat([self.coarse(net(z).clamp(-1, 1)) for z in latents]))


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

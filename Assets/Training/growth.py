"""The training of the grown generator, step by step: critics, likeness, edits."""

import argparse
import copy
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from adversarial import AdversarialTrainer
from balance import Balance, described
from classifier import Scales
from critics import folded
from edits import Canvas, Edits, drop
from encoder import difference
from exported import Exported
from generator import LATENT
from grown import Grown
from layout import half_products
from night import Night
from ownership import LAYERS, Ownership
from run import Run, Stateful
from segmenter import Segmenter, load_segmenter
from torch import Tensor, nn


class Batch(NamedTuple):
    """Pictures of the world and of the generator, with what the critics see in them.

    Made ones are in three parts: free, of the encoder's latents, edited.
    """

    real: Tensor
    known: list[Tensor]
    noise: Tensor
    nats: Tensor
    edits: Edits | None
    fake: Tensor
    # Of the free pictures, by layer.
    features: dict[int, Tensor]


class Teaching(NamedTuple):
    """What teaches a generator about concepts: two segmenters, averages, units' owners. An untaught one has none."""

    segmenter: Segmenter
    second: Segmenter
    balance: Balance
    owners: Ownership


class GrowthTrainer(AdversarialTrainer[Grown]):
    """A grown generator, its critics, its companions and their state."""

    def __init__(self, options: argparse.Namespace, run: Run) -> None:
        self.start = Exported(options.start)
        segmenter = None if options.classifier else folded(load_segmenter(options.judge))
        eye = segmenter or Scales(options.classifier)
        super().__init__(options, run, Grown(self.start, options.width), eye, in_halves=True, known=256)
        self.part = options.batch // 3
        rates = [(self.net.old(), options.rate), (self.net.new(), 5 * options.rate)]
        rates += [(list(self.encoder.parameters()), 5e-4), ([self.net.night], 40 * options.rate)]
        self.rates = [rate for _, rate in rates]
        groups = [{"params": parameters, "lr": rate} for parameters, rate in rates]
        self.makers = torch.optim.Adam(groups, betas=(0.9, 0.99), foreach=True)
        self.teaching: Teaching | None = None
        parts: dict[str, Stateful] = {}
        if segmenter:
            self.balance = Balance(segmenter, (x for _, x, _ in self.world.batches(*self.kept)))
            owners = Ownership(json.loads(Path(options.recipes).read_text()))
            self.teaching = Teaching(segmenter, folded(load_segmenter(options.segmenter)), self.balance, owners)
            parts = {"owners": owners, "balance": self.balance}
        self.night = Night(self.net.direction, (x for _, x, _ in self.world.batches(*self.kept)))
        for net in (self.net, self.average):
            net.move(self.night.towards(self.start))
        self.canvas: Canvas | None = None
        self.random = np.random.default_rng(options.seed)
        run.resume(
            net=self.net, average=self.average, encoder=self.encoder, judges=self.critics, makers=self.makers,
            breakers=self.breakers, **parts,
        )  # fmt: skip

    def learn(self, share: float) -> None:
        """One step of the critics and one of the generator, on the same pictures."""
        level = min(1, max(0.05, 2.5 * (1 - share)))
        # What the small generator learned moves slowly at first: critics and new layers know nothing yet.
        starts = min(1, 0.1 + self.run.step / 300), 1, 1, 1
        for group, rate, start in zip(self.makers.param_groups, self.rates, starts, strict=True):
            group["lr"] = rate * level * start
        self.breakers.param_groups[0]["lr"] = self.options.critic_rate * level
        batch = self.compose()
        seen = self.see(batch.fake)
        self.teach_critics(batch.real, batch.known, batch.fake, seen)
        self.critics.requires_grad_(False)
        self.teach_generator(batch, seen, share)
        self.critics.requires_grad_(True)
        self.run.step += 1
        self.follow(1000)

    def compose(self) -> Batch:
        """Draws a batch; what is edited are the free pictures of the step before."""
        n = self.part
        real = self.world.batch(self.world.pick(self.batch, self.run.generator))[0]
        real = real[torch.randperm(len(real))]
        if torch.rand(()) < 0.5:
            real = real.flip(3)
        with torch.no_grad():
            known = self.see(real)
        latent, nats = self.encode(real[:n], known[4][:n])
        edited = self.canvas.noise if self.canvas else torch.randn(n, LATENT)
        noise = torch.cat([torch.randn(n, LATENT), latent, edited])
        edits: Edits | None = None
        if self.canvas and self.teaching and self.teaching.owners.concepts:
            edits = Edits(self.canvas, self.teaching.owners, self.random)
        features: dict[int, Tensor] = {}

        def change(number: int, x: Tensor) -> Tensor:
            if not self.teaching:
                return x
            if number in LAYERS:
                features[number] = x[:n]
            free, similar, last = x[:n], x[n : 2 * n], x[2 * n :]
            if edits and number == edits.layer:
                last = edits(last)
            half = n // 2
            return torch.cat([free, similar[:half], drop(similar[half:], number), last])

        with half_products():
            fake = self.net(noise, change)
        return Batch(real, known, noise, nats, edits, fake, features)

    def encode(self, pictures: Tensor, coarse: Tensor) -> tuple[Tensor, Tensor]:
        return self.encoder(F.avg_pool2d(pictures, 2), F.adaptive_avg_pool2d(coarse, 4))

    def teach_generator(self, batch: Batch, seen: list[Tensor], share: float) -> None:
        """One step of generator and encoder."""
        n, found = self.part, self.found
        # The critics know nothing at first.
        warm = min(1, self.run.step / 500)
        verdicts = [x.view(3, n, -1).mean((1, 2)) for x in self.judged(batch.fake, seen)]
        parts = torch.tensor([0.8, 0.8, 1.4]) / 3
        loss = -warm * torch.stack([(v * parts).sum() for v in verdicts]).sum()
        apart = self.apart(batch, seen)
        loss = loss + max(0.02, warm**2) * max(0.8, 1.2 - 2 * share) * (apart + 0.005 * batch.nats)
        free = [x[:n] for x in seen]
        if self.teaching:
            loss = loss + self.taught(batch, self.teaching, seen, warm)
        nights = self.night.names(batch.noise[:n])
        dim = self.night.missed(batch.fake[:n], nights)
        confused = self.night.confused(batch.noise[n : 2 * n], batch.real[:n])
        loss = loss + 20 * dim + confused
        # The small generator knows what a picture is, by day.
        with torch.no_grad():
            small = self.start.run(batch.noise[:n])
        day = (1 - nights).view(-1, 1, 1, 1)
        made = F.avg_pool2d(batch.fake[:n], 2) * day
        small = small * day
        resemblance = (made - small).abs().mean()
        # Colours above all: critics would be content with one colour for all walls.
        rough = (F.avg_pool2d(made, 4) - F.avg_pool2d(small, 4)).abs().mean()
        loss = loss + max(3, 15 - 50 * share) * resemblance + 8 * rough
        found |= {"resemblance": resemblance.item(), "bright nights": dim.item(), "confused": confused.item()}
        guessed = self.encode(batch.fake[:n].detach(), free[4].detach())[0] if self.run.step < 800 else None
        if guessed is not None:
            loss = loss + 0.3 * (guessed - batch.noise[:n]).square().mean()
        self.makers.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 20)
        self.makers.step()
        found |= {"maker": loss.item(), "apart": apart.item(), "nats": batch.nats.item()}

    def taught(self, batch: Batch, teaching: Teaching, seen: list[Tensor], warm: float) -> Tensor:
        """What averages, units and edits lack of concepts."""
        n, found = self.part, self.found
        free = [x[:n] for x in seen]
        with half_products():
            shares = teaching.segmenter.logits(free).float().softmax(1)
        loss = warm * teaching.balance.pull(described(batch.fake[:n], shares, free[-1].mean((2, 3))))
        held = teaching.owners.loss(batch.features[3], shares.detach())
        loss = loss + 2 * held
        found["held"] = held.item()
        if batch.edits:
            drawn, left, strayed = self.edited(batch, batch.edits, teaching, seen)
            loss = loss + 0.4 * (drawn + left) + 4 * strayed
            found |= {"drawn": drawn.item(), "left": left.item(), "strayed": strayed.item()}
        teaching.owners.learn({layer: x.detach() for layer, x in batch.features.items()}, shares.detach())
        self.canvas = Canvas(batch.noise[:n].detach(), batch.fake[:n].detach(), shares.detach())
        return loss

    def apart(self, batch: Batch, seen: list[Tensor]) -> Tensor:
        """How far the pictures of the encoder's latents are from the pictures that these were made of."""
        n = self.part
        made, found = batch.fake[n : 2 * n], [x[n : 2 * n] for x in seen[1:]]
        return difference(made, batch.real[:n], found, [x[:n] for x in batch.known[1:]], self.deviations)

    def edited(
        self, batch: Batch, edits: Edits, teaching: Teaching, seen: list[Tensor]
    ) -> tuple[Tensor, Tensor, Tensor]:
        """What both judges miss of the strokes, what they still see of removals, and what changed elsewhere."""
        n = self.part
        last = batch.fake[2 * n :]
        shown = F.avg_pool2d(last, 3, 1, 1) if torch.rand(()) < 0.3 else last
        shown = shown + 0.1 * torch.rand(()) * torch.randn_like(shown)
        with half_products():
            first = teaching.segmenter.logits([x[2 * n :] for x in seen]).float()
            second = teaching.second(F.avg_pool2d(shown, 2)).float()
        drawn, left = edits.missed(first)
        drawn_too, left_too = edits.missed(second)
        return 0.7 * (drawn + drawn_too), 0.7 * (left + left_too), edits.strayed(last)

    def settled(self) -> Grown:
        return copy.deepcopy(self.average).eval()

"""The training of the grown generator, step by step: critics, likeness, edits, moving average."""

import argparse
import copy
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from balance import Balance, described
from critics import FeatureCritic, PictureCritic, folded
from edits import Canvas, Edits, drop
from encoder import Encoder, difference
from exported import Exported
from frechet import Moments, distance, moments
from generator import LATENT
from grown import Grown
from layout import channels_last, half_products
from ownership import LAYERS, Ownership
from run import Run
from segmenter import load_segmenter
from sheet import draw_sheet
from torch import Tensor, nn
from world import Collection


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


class GrowthTrainer:
    """A grown generator, its critics, its companions and their state."""

    def __init__(self, options: argparse.Namespace, run: Run) -> None:
        self.options, self.run = options, run
        self.batch: int = options.batch
        self.part = options.batch // 3
        self.world = Collection(options.data, options.held_out)
        self.start = Exported(options.start)
        self.net = channels_last(Grown(self.start, options.width))
        self.average = copy.deepcopy(self.net)
        self.pictures = PictureCritic(self.world.size)
        self.features = FeatureCritic(load_segmenter(options.judge))
        self.second = folded(load_segmenter(options.segmenter).requires_grad_(False))
        self.features.measure(self.world.batch(np.arange(min(256, self.world.training)))[0])
        kept = self.world.training, options.measured, 50
        self.truth = moments(torch.cat([self.coarse(x) for _, x, _ in self.world.batches(*kept)]))
        self.critics = channels_last(nn.ModuleList([self.pictures, self.features]))
        self.deviations = self.features.deviations()
        self.encoder = channels_last(Encoder(self.deviations[3].shape[1]))
        rates = [(self.net.old(), options.rate), (self.net.new(), 5 * options.rate)]
        rates.append((list(self.encoder.parameters()), 5e-4))
        self.rates = [rate for _, rate in rates]
        groups = [{"params": parameters, "lr": rate} for parameters, rate in rates]
        self.makers = torch.optim.Adam(groups, betas=(0.9, 0.99), foreach=True)
        self.breakers = torch.optim.Adam(
            self.critics.parameters(), options.critic_rate, betas=(0.5, 0.99), foreach=True
        )
        self.owners = Ownership(json.loads(Path(options.recipes).read_text()))
        self.balance = Balance(self.features.segmenter, (x for _, x, _ in self.world.batches(*kept)))
        self.canvas: Canvas | None = None
        self.random = np.random.default_rng(options.seed)
        self.found: dict[str, float] = {}
        run.resume(
            net=self.net, average=self.average, encoder=self.encoder, judges=self.critics, makers=self.makers,
            breakers=self.breakers, owners=self.owners, balance=self.balance,
        )  # fmt: skip

    def train(self) -> None:
        """Learns until the run ends; every few minutes what the moving average draws is published."""
        run, published = self.run, self.run.cpu_seconds
        while (share := run.share) < 1:
            self.learn(share)
            if run.should_log():
                run.log(**{name: round(value, 3) for name, value in self.found.items()}, off=self.balance.worst())
            if run.should_save():
                if run.cpu_seconds - published > 460:
                    self.publish()
                    published = run.cpu_seconds
                run.save()
        self.publish()
        run.save()

    def learn(self, share: float) -> None:
        """One step of the critics and one of the generator, on the same pictures."""
        level = min(1, max(0.05, 2.5 * (1 - share)))
        # What the small generator learned moves slowly at first: critics and new layers know nothing yet.
        starts = min(1, 0.1 + self.run.step / 300), 1, 1
        for group, rate, start in zip(self.makers.param_groups, self.rates, starts, strict=True):
            group["lr"] = rate * level * start
        self.breakers.param_groups[0]["lr"] = self.options.critic_rate * level
        batch = self.compose()
        with half_products():
            seen = [x.float() for x in self.features.see(batch.fake)]
        self.teach_critics(batch, seen)
        self.critics.requires_grad_(False)
        self.teach_generator(batch, seen, share)
        self.critics.requires_grad_(True)
        self.run.step += 1
        memory = 0.5 ** (self.batch / min(10_000, 1000 + self.run.step * self.batch / 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - memory)

    def compose(self) -> Batch:
        """Draws a batch; what is edited are the free pictures of the step before."""
        n = self.part
        real = self.world.batch(self.world.pick(self.batch, self.run.generator))[0]
        real = real[torch.randperm(len(real))]
        if torch.rand(()) < 0.5:
            real = real.flip(3)
        with torch.no_grad(), half_products():
            known = [x.float() for x in self.features.see(real)]
        latent, nats = self.encode(real[:n], known[4][:n])
        edited = self.canvas.noise if self.canvas else torch.randn(n, LATENT)
        noise = torch.cat([torch.randn(n, LATENT), latent, edited])
        edits = Edits(self.canvas, self.owners, self.random) if self.canvas and self.owners.concepts else None
        features: dict[int, Tensor] = {}

        def change(number: int, x: Tensor) -> Tensor:
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
        return self.encoder(F.avg_pool2d(pictures, 2), F.avg_pool2d(coarse, 2))

    def judged(self, pictures: Tensor, seen: list[Tensor]) -> list[Tensor]:
        """What both critics say of each picture."""
        with half_products():
            verdicts = [self.pictures(pictures), self.features(seen)]
        return [x.float() for x in verdicts]

    def teach_critics(self, batch: Batch, seen: list[Tensor]) -> None:
        """One step of the critics by hinge losses."""
        truths = self.judged(batch.real, batch.known)
        lies = self.judged(batch.fake.detach(), [x.detach() for x in seen])
        losses = [F.relu(1 - t).mean() + F.relu(1 + f).mean() for t, f in zip(truths, lies, strict=True)]
        loss = torch.stack(losses).sum()
        self.breakers.zero_grad()
        loss.backward()
        self.breakers.step()
        self.found["critics"] = loss.item()

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
        with half_products():
            logits = self.features.segmenter.logits(free).float()
        shares = logits.softmax(1)
        loss = loss + warm * self.balance.pull(described(batch.fake[:n], shares, free[-1].mean((2, 3))))
        held = self.owners.loss(batch.features[3], shares.detach())
        loss = loss + 2 * held
        # The small generator knows what a picture is; what it never drew, as night, must find room.
        with torch.no_grad():
            small = self.start.run(batch.noise[:n])
        made = F.avg_pool2d(batch.fake[:n], 2)
        resemblance = (made - small).abs().mean()
        # Colours above all: critics would be content with one colour for all walls.
        rough = (F.avg_pool2d(made, 4) - F.avg_pool2d(small, 4)).abs().mean()
        loss = loss + max(3, 15 - 50 * share) * resemblance + 8 * rough
        found["resemblance"] = resemblance.item()
        if batch.edits:
            drawn, left, strayed = self.edited(batch, batch.edits, seen)
            loss = loss + 0.4 * (drawn + left) + 4 * strayed
            found |= {"drawn": drawn.item(), "left": left.item(), "strayed": strayed.item()}
        guessed = self.encode(batch.fake[:n].detach(), free[4].detach())[0] if self.run.step < 800 else None
        if guessed is not None:
            loss = loss + 0.3 * (guessed - batch.noise[:n]).square().mean()
        self.makers.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 20)
        self.makers.step()
        features = {layer: x.detach() for layer, x in batch.features.items()}
        self.owners.learn(features, shares.detach())
        self.canvas = Canvas(batch.noise[:n].detach(), batch.fake[:n].detach(), shares.detach())
        found |= {"maker": loss.item(), "apart": apart.item(), "nats": batch.nats.item(), "held": held.item()}

    def apart(self, batch: Batch, seen: list[Tensor]) -> Tensor:
        """How far the pictures of the encoder's latents are from the pictures that these were made of."""
        n = self.part
        made, found = batch.fake[n : 2 * n], [x[n : 2 * n] for x in seen[1:]]
        return difference(made, batch.real[:n], found, [x[:n] for x in batch.known[1:]], self.deviations)

    def edited(self, batch: Batch, edits: Edits, seen: list[Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """What both judges miss of the strokes, what they still see of removals, and what changed elsewhere."""
        n = self.part
        last = batch.fake[2 * n :]
        shown = F.avg_pool2d(last, 3, 1, 1) if torch.rand(()) < 0.3 else last
        shown = shown + 0.1 * torch.rand(()) * torch.randn_like(shown)
        with half_products():
            first = self.features.segmenter.logits([x[2 * n :] for x in seen]).float()
            second = self.second(F.avg_pool2d(shown, 2)).float()
        drawn, left = edits.missed(first)
        drawn_too, left_too = edits.missed(second)
        return 0.7 * (drawn + drawn_too), 0.7 * (left + left_too), edits.strayed(last)

    def publish(self) -> None:
        """Writes the generator of the averaged weights and a sheet of its pictures, and logs how far off it is."""
        net = copy.deepcopy(self.average).eval()
        draw_sheet(net, self.run.folder / "sheet.png")
        self.run.log(pictures=self.run.step * self.batch, frechet=round(distance(self.truth, self.drawn(net)), 4))
        self.run.export(net.export())

    @torch.no_grad()
    def coarse(self, pictures: Tensor) -> Tensor:
        """The means over the picture of the critic's coarsest features."""
        with half_products():
            return self.features.see(pictures)[-1].float().mean((2, 3))

    @torch.no_grad()
    def drawn(self, net: Grown, count: int = 1000) -> Moments:
        """Moments of what is seen in a generator's pictures: a guide while training, no final figure."""
        generator = torch.Generator().manual_seed(9)
        latents = (torch.randn(50, LATENT, generator=generator) for _ in range(count // 50))
        return moments(torch.cat([self.coarse(net(z).clamp(-1, 1)) for z in latents]))

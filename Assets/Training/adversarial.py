"""A generator against two critics: what the trainings of the small and of the grown generator share."""

import argparse
import copy
from abc import ABC, abstractmethod
from contextlib import nullcontext
from typing import Generic, Protocol, TypeVar

import numpy as np
import torch
import torch.nn.functional as F
from balance import Balance
from critics import Eye, FeatureCritic, PictureCritic
from encoder import Encoder
from frechet import Moments, distance, moments
from generator import LATENT
from layout import channels_last, half_products
from run import Run
from sheet import draw_sheet
from torch import Tensor, nn
from world import Collection

Network = TypeVar("Network", bound=nn.Module)


class Publishable(Protocol):
    """A generator that can be drawn with and written."""

    def __call__(self, z: Tensor) -> Tensor: ...

    def export(self) -> dict[str, Tensor]: ...


class AdversarialTrainer(ABC, Generic[Network]):
    """A generator, its moving average, its critics, its encoder, and what the world looks like to them.

    `in_halves` runs the critics' convolutions in bfloat16 where that is faster. Without a balance, averages are left to
    the critics.
    """

    # What `learn` found last, for the log.
    found: dict[str, float]
    balance: Balance | None = None

    def __init__(
        self, options: argparse.Namespace, run: Run, net: Network, eye: Eye, in_halves: bool, known: int
    ) -> None:
        """What `eye` sees is judged; `known` scenes tell the deviations of its features."""
        self.options, self.run = options, run
        self.batch: int = options.batch
        self.products = half_products if in_halves else nullcontext
        self.found = {}
        self.world = Collection(options.data, options.held_out)
        self.net = channels_last(net)
        self.average = copy.deepcopy(self.net)
        self.pictures = PictureCritic(self.world.size)
        self.features = FeatureCritic(eye)
        self.features.measure(self.world.batch(np.arange(min(known, self.world.training)))[0])
        self.kept = self.world.training, options.measured, 50
        self.truth = moments(torch.cat([self.coarse(x) for _, x, _ in self.world.batches(*self.kept)]))
        self.critics = channels_last(nn.ModuleList([self.pictures, self.features]))
        self.deviations = self.features.deviations()
        self.encoder = channels_last(Encoder(self.deviations[3].shape[1]))
        self.breakers = torch.optim.Adam(
            self.critics.parameters(), options.critic_rate, betas=(0.5, 0.99), foreach=True
        )

    @abstractmethod
    def learn(self, share: float) -> None:
        """One step of the critics and one of the generator, when so much of the training is done."""

    @abstractmethod
    def settled(self) -> Publishable:
        """The generator of the averaged weights, as it is published."""

    def train(self, interval: float) -> None:
        """Learns until the run ends; what the average draws is published every `interval` seconds of the processor."""
        run, published = self.run, self.run.cpu_seconds
        while (share := run.share) < 1:
            self.learn(share)
            if run.should_log():
                found = {name: round(value, 3) for name, value in self.found.items()}
                unbalanced = {"unbalanced": self.balance.worst()} if self.balance else {}
                run.log(**found, **unbalanced)
            if run.should_save():
                if run.cpu_seconds - published > interval:
                    self.publish()
                    published = run.cpu_seconds
                run.save()
        self.publish()
        run.save()

    def see(self, pictures: Tensor) -> list[Tensor]:
        """The features that are judged, from fine to coarse."""
        with self.products():
            return [x.float() for x in self.features.see(pictures)]

    def judged(self, pictures: Tensor, seen: list[Tensor]) -> list[Tensor]:
        """What both critics say."""
        with self.products():
            return [x.float() for x in (self.pictures(pictures), self.features(seen))]

    def teach_critics(self, real: Tensor, known: list[Tensor], fake: Tensor, seen: list[Tensor]) -> None:
        """One step of the critics by hinge losses."""
        truths = self.judged(real, known)
        lies = self.judged(fake.detach(), [x.detach() for x in seen])
        losses = [F.relu(1 - t).mean() + F.relu(1 + f).mean() for t, f in zip(truths, lies, strict=True)]
        loss = torch.stack(losses).sum()
        self.breakers.zero_grad()
        loss.backward()
        self.breakers.step()
        self.found["critics"] = loss.item()
        for name, (true, lie) in zip(("pictures", "features"), zip(truths, lies, strict=True), strict=True):
            self.found |= {f"{name} true": true.mean().item(), f"{name} made": lie.mean().item()}

    @torch.no_grad()
    def follow(self, least: int) -> None:
        """Moves the average: it forgets half within `least` pictures at first, within 10,000 later."""
        memory = 0.5 ** (self.batch / min(10_000, least + self.run.step * self.batch / 10))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.net.parameters()), 1 - memory)

    def publish(self) -> None:
        """Writes the settled generator and a sheet of its pictures, and logs how far off it is."""
        net = self.settled()
        draw_sheet(net, self.run.folder / "sheet.png")
        self.run.log(pictures=self.run.step * self.batch, frechet=round(distance(self.truth, self.drawn(net)), 4))
        self.run.export(net.export())

    @torch.no_grad()
    def coarse(self, pictures: Tensor) -> Tensor:
        """The means over the picture of the critic's coarsest features."""
        return self.see(pictures)[-1].mean((2, 3))

    @torch.no_grad()
    def drawn(self, net: Publishable, count: int = 1000) -> Moments:
        """Moments of what is seen in a generator's pictures: a guide while training, no final figure."""
        generator = torch.Generator().manual_seed(9)
        latents = (torch.randn(50, LATENT, generator=generator) for _ in range(count // 50))
        return moments(torch.cat([self.coarse(net(z).clamp(-1, 1)) for z in latents]))

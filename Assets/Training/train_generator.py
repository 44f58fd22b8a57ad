"""Train the generator against two critics, half of the time from latents of pictures that it should resemble.

    python train_generator.py --data data/church-64 --segmenter features.safetensors --judge judge.safetensors \
      --painted 0.25 --cpu-minutes 60 --state generator-64 --output generator.safetensors

Hinge losses, Adam; rates fall over the last third; what is exported is a moving average of the weights, with batch
statistics measured anew. Every few minutes the state is saved, and a sheet of ids 0 to 63 is drawn beside it.
"""

import argparse
import copy
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import save_file

from balance import Balance
from critics import FeatureCritic, PictureCritic, folded
from encoder import Encoder, difference
from exported import latents
from generator import LATENT, Generator, dcgan
from painting import Palette, Pasting
from places import Places
from run import Run
from segmenter import enlarged, load_segmenter
from world import Collection


@torch.no_grad()
def settle(net, practise, batches=60, batch=64):
    """Measures the statistics of batch normalization anew, with the moving average's own weights.

    Seven batches of ten are of free pictures, as people see them; the others are made by `practise` as the training's
    are, with painted pictures and such of the encoder, because the weights are right for the statistics of these. With
    free ones alone half as many trees again were drawn as the world has, with the others alone no sunset.
    """
    norms = [m for m in net.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    net.train()
    for number in range(batches):
        practise(net) if number % 10 in (2, 5, 8) else net(torch.randn(batch, LATENT))
    for norm in norms:
        norm.momentum = 0.1
    return net.eval()


@torch.no_grad()
def sheet(net, path, count=64, columns=8):
    pictures = torch.cat([net(latents(k, 16)) for k in range(0, count, 16)]).clamp(-1, 1)
    rows = ((pictures.permute(0, 2, 3, 1).numpy() + 1) * 127.5).astype(np.uint8)
    grid = np.vstack([np.hstack(rows[k : k + columns]) for k in range(0, count, columns)])
    image = Image.fromarray(grid)
    image.resize((1024, 1024 * count // columns // columns), Image.NEAREST).save(path)


@torch.no_grad()
def frechet(net, critic, statistics, count=1000):
    """Fréchet distance of the coarsest features' means over the picture: a guide while training, no final figure."""
    generator = torch.Generator().manual_seed(9)
    found = torch.cat([
        critic.see(net(torch.randn(50, LATENT, generator=generator)).clamp(-1, 1))[-1].mean((2, 3))
        for _ in range(count // 50)
    ])  # fmt: skip
    return distance(statistics, moments(found))


def moments(x):
    x = x.double()
    return x.mean(0), torch.cov(x.T)


def distance(a, b):
    (m, s), (n, t) = a, b
    values, vectors = torch.linalg.eigh(s)
    root = vectors @ torch.diag(values.clamp(min=0).sqrt()) @ vectors.T
    cross = torch.linalg.eigvalsh(root @ t @ root).clamp(min=0).sqrt().sum()
    return ((m - n).square().sum() + s.trace() + t.trace() - 2 * cross).item()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--segmenter", required=True, help="the segmenter whose features are judged")
    parser.add_argument("--judge", required=True, help="another segmenter, which averages and strokes must please")
    parser.add_argument("--layout", choices=["progressive", "dcgan"], default="progressive")
    parser.add_argument("--widths", type=int, nargs="+", default=[256, 128, 64, 32, 16])
    parser.add_argument("--cpu-minutes", type=float, default=60)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--critic-rate", type=float, default=6e-4)
    parser.add_argument("--painted", type=float, default=0, help="share of pictures that are painted on")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--state", required=True)
    parser.add_argument("--output", required=True)
    a = parser.parse_args()

    run = Run(a.state, a.seed, a.threads)
    world = Collection(a.data, held_out=5000)
    net = dcgan() if a.layout == "dcgan" else Generator(a.widths)
    net = net.to(memory_format=torch.channels_last)
    average = copy.deepcopy(net)
    critics = [PictureCritic(world.size), FeatureCritic(load_segmenter(a.segmenter))]
    judge = folded(load_segmenter(a.judge).requires_grad_(False))
    critics[1].measure(world.batch(np.arange(512))[0])
    truth = moments(torch.cat([
        critics[1].see(world.batch(np.arange(k, k + 100))[0])[-1].mean((2, 3))
        for k in range(world.training, world.training + 2000, 100)
    ]))  # fmt: skip
    judges = torch.nn.ModuleList(critics).to(memory_format=torch.channels_last)
    deviations = [getattr(critics[1], f"deviation{n}") for n in range(4)]
    encoder = Encoder(deviations[3].shape[1]).to(memory_format=torch.channels_last)
    makers = torch.optim.Adam([*net.parameters(), *encoder.parameters()], a.rate, betas=(0.5, 0.99), foreach=True)
    breakers = torch.optim.Adam(judges.parameters(), a.critic_rate, betas=(0.5, 0.99), foreach=True)
    palette = Palette()
    kept = range(world.training, world.training + 2000, 100)
    balance = Balance(judge, (world.batch(np.arange(k, k + 100))[0] for k in kept))
    parts = dict(
        net=net, average=average, encoder=encoder, judges=judges, makers=makers, breakers=breakers, palette=palette,
        balance=balance,
    )  # fmt: skip
    step = run.resume(**parts)

    def share():
        return run.cpu_seconds / 60 / a.cpu_minutes

    def practise(net):
        _, _, noise, _, _, fake = compose(net)
        canvas[:] = noise[:count], Places(judge(enlarged(fake[:count])).argmax(1))

    def publish():
        settled = settle(copy.deepcopy(average), practise)
        sheet(settled, run.folder / "sheet.png")
        figure = round(frechet(settled, critics[1], truth), 4)
        run.log(step=step, pictures=step * a.batch, cpu=round(run.cpu_seconds), frechet=figure)
        if a.layout == "progressive":
            save_file(settled.export(), a.output)

    def named(seen, part):
        return critics[1].segmenter.logits([x[part] for x in seen])

    def judged(pictures, seen):
        return [critics[0](pictures), critics[1](seen)]

    count = int(a.painted * a.batch)
    half, quarter = a.batch // 2, a.batch // 4
    # Latents and labels of the last step's first pictures: on these the next strokes are made.
    canvas = []

    def compose(net):
        """A batch: pictures of the world and what the critic sees in them, latents, strokes if any, and pictures."""
        real = world.batch(world.pick(a.batch, run.generator))[0]
        if torch.rand(()) < 0.5:
            real = real.flip(3)
        with torch.no_grad():
            known = critics[1].see(real)
        # Free ones first and last, as painting wants them; between them those of the batch's first pictures.
        noise = torch.randn(a.batch, LATENT)
        latent, nats = encoder(real[:half], known[4][:half])
        noise = torch.cat([noise[:quarter], latent, noise[quarter + half :]])
        change, strokes = None, None
        if count and torch.rand(()) < 0.2:
            change = Pasting(count)
        elif count and canvas:
            noise[-count:] = canvas[0]
            change = strokes = palette.paint(canvas[1])
        return real, known, noise, nats, strokes, net(noise, change) if change else net(noise)

    published, missed = run.cpu_seconds, torch.zeros(())
    while share() < 1:
        level = min(1, max(0.05, 3 * (1 - share())))
        for optimizer, rate in ((makers, a.rate), (breakers, a.critic_rate)):
            for group in optimizer.param_groups:
                group["lr"] = rate * level
        real, known, noise, nats, strokes, fake = compose(net)
        seen = critics[1].see(fake)
        truths = judged(real, known)
        lies = judged(fake.detach(), [x.detach() for x in seen])
        loss = sum(F.relu(1 - t).mean() + F.relu(1 + l).mean() for t, l in zip(truths, lies))
        breakers.zero_grad()
        loss.backward()
        breakers.step()
        judges.requires_grad_(False)
        made = -sum(x.mean() for x in judged(fake, seen))
        similar = slice(quarter, quarter + half)
        seen_similar, known_similar = [x[similar] for x in seen[1:]], [x[:half] for x in known[1:]]
        apart = difference(fake[similar], real[:half], seen_similar, known_similar, deviations)
        made = made + max(0.3, 4 - 12 * share()) * (apart + 0.005 * nats)
        # The first quarter is free and unpainted.
        unbalanced, labels = balance.loss(fake[:quarter])
        made = made + unbalanced
        canvas[:] = noise[:count].detach(), Places(labels[:count])
        if strokes:
            palette.learn(strokes.features, labels[:count])
            if share() > 0.25 and palette.pictures > 400 and step % 500 == 0:
                palette.settle(strokes.features)
            if strokes.concepts:
                # Noise and blur, so that no pattern that one network takes for a window will do.
                shown = enlarged(fake[-count:])
                shown = F.avg_pool2d(shown, 3, 1, 1) if torch.rand(()) < 0.3 else shown
                shown = shown + 0.1 * torch.rand(()) * torch.randn_like(shown)
                missed = strokes.loss(judge(shown)) + 0.5 * strokes.loss(named(seen, slice(-count, None)))
                made = made + missed
        makers.zero_grad()
        made.backward()
        makers.step()
        for critic in critics:
            critic.requires_grad_(True)
        step += 1
        # The average forgets half within 2,000 pictures at first, within 10,000 later.
        memory = 0.5 ** (a.batch / min(10_000, 2000 + step * a.batch / 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), 1 - memory)
        if step % 50 == 0:
            run.log(
                step=step, cpu=round(run.cpu_seconds), critics=round(loss.item(), 3), maker=round(made.item(), 3),
                truths=[round(t.mean().item(), 2) for t in truths], lies=[round(l.mean().item(), 2) for l in lies],
                missed=round(missed.item(), 3), apart=round(apart.item(), 3), nats=round(nats.item(), 1),
                unbalanced=balance.worst(),
            )  # fmt: skip
        if run.should_save():
            if run.cpu_seconds - published > 230:
                publish()
                published = run.cpu_seconds
            run.save(step, **parts)
    publish()
    run.save(step, **parts)


if __name__ == "__main__":
    main()

"""Train the segmenter of the drawn world: a small U-Net that names the concept of every pixel.

Input: pictures_64.npy (n,64,64,3 bytes) and labels_64.npy (n,64,64 class numbers) as written by scenes.py.
The last 512 scenes are kept aside; their intersection over union per concept is printed at the end.
Generated pictures are softer and noisier than drawn ones, so training blurs, shifts and adds noise.

    python train_segmenter.py --scenes DIR --steps 800 --output segmenter.safetensors
"""

import argparse
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

CLASSES = [
    "sky",
    "cloud",
    "mountain",
    "grass",
    "path",
    "wall",
    "roof",
    "dome",
    "door",
    "window",
    "tree",
]


class Segmenter(nn.Module):
    """Three scales (64, 32, 16 px) of 3x3 convolution + batch norm + ReLU; returns logits [n, 11, 64, 64]."""

    def __init__(self, width=24, classes=len(CLASSES)):
        super().__init__()

        def conv(i, o):
            return nn.Sequential(nn.Conv2d(i, o, 3, 1, 1), nn.BatchNorm2d(o), nn.ReLU(True))

        w = width
        self.a = nn.Sequential(conv(3, w), conv(w, w))
        self.b = nn.Sequential(conv(w, 2 * w), conv(2 * w, 2 * w))
        self.c = nn.Sequential(conv(2 * w, 4 * w), conv(4 * w, 4 * w))
        self.d = nn.Sequential(conv(6 * w, 2 * w))
        self.e = nn.Sequential(conv(3 * w, w))
        self.o = nn.Conv2d(w, classes, 1)

    def forward(self, x):
        a = self.a(x)
        b = self.b(F.max_pool2d(a, 2))
        c = self.c(F.max_pool2d(b, 2))
        d = self.d(torch.cat([F.interpolate(c, scale_factor=2), b], 1))
        return self.o(self.e(torch.cat([F.interpolate(d, scale_factor=2), a], 1)))


def load_segmenter(path):
    net = Segmenter()
    net.load_state_dict({k: v.float() for k, v in load_file(path).items()}, strict=False)
    return net.eval()


@torch.no_grad()
def intersection_over_union(net, pictures, labels):
    inter, union = np.zeros(len(CLASSES)), np.zeros(len(CLASSES))
    for k in range(0, len(pictures), 64):
        p = net(pictures[k : k + 64].float() / 127.5 - 1).argmax(1)
        m = labels[k : k + 64]
        for c in range(len(CLASSES)):
            inter[c] += ((p == c) & (m == c)).sum()
            union[c] += ((p == c) | (m == c)).sum()
    return inter / np.maximum(union, 1)


def augment(x):
    """Blur or halve the resolution of half of the batches; vary contrast, colour and noise."""
    n = len(x)
    if torch.rand(()) < 0.5:
        x = (
            F.avg_pool2d(x, 3, 1, 1)
            if torch.rand(()) < 0.5
            else F.interpolate(F.avg_pool2d(x, 2), scale_factor=2, mode="bilinear")
        )
    x = x * (1 + 0.15 * torch.randn(n, 3, 1, 1)) + 0.1 * torch.randn(n, 3, 1, 1)
    return x + 0.08 * torch.rand(()) * torch.randn_like(x)


def main():
    a = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    a.add_argument("--scenes", default=".")
    a.add_argument("--steps", type=int, default=800)
    a.add_argument("--batch", type=int, default=16)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--output", default="segmenter.safetensors")
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    torch.set_flush_denormal(True)
    pictures = (
        torch.from_numpy(np.load(f"{a.scenes}/pictures_64.npy")).permute(0, 3, 1, 2).contiguous()
    )
    labels = torch.from_numpy(np.load(f"{a.scenes}/labels_64.npy")).long()
    n = len(pictures) - 512
    net = Segmenter().to(memory_format=torch.channels_last)
    weight = torch.ones(len(CLASSES))
    weight[7:10] = 3  # dome, door, window: small
    rate = 3e-3
    optimiser = torch.optim.Adam(net.parameters(), rate)
    start = time.time()
    for step in range(a.steps):
        for group in optimiser.param_groups:
            group["lr"] = rate * (1 - step / a.steps) + 1e-5
        i = torch.randint(n, (a.batch,))
        x, m = pictures[i].float() / 127.5 - 1, labels[i]
        if torch.rand(()) < 0.5:
            x, m = x.flip(3), m.flip(2)
        loss = F.cross_entropy(
            net(augment(x).to(memory_format=torch.channels_last)), m, weight=weight
        )
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % 50 == 49:
            print(
                f"{time.time() - start:.0f} s, step {step + 1}, loss {loss.item():.3f}", flush=True
            )
    net.eval()
    save_file(
        {k: v.half().contiguous() for k, v in net.state_dict().items() if "num_batches" not in k},
        a.output,
    )
    iou = intersection_over_union(load_segmenter(a.output), pictures[-512:], labels[-512:])
    print(
        {c: round(float(v), 3) for c, v in zip(CLASSES, iou)}, "mean", round(float(iou.mean()), 3)
    )


if __name__ == "__main__":
    main()

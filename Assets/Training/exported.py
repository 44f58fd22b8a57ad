"""The shipped generator as a file: read and run as ganbrush does, with its features open to edits."""

import numpy as np
import torch
import torch.nn.functional as F
from generator import LATENT, doubled, normalize_pixels
from safetensors.torch import load_file
from torch import Tensor


def latents(first: int, count: int) -> Tensor:
    """Rows of numpy's RandomState(1), as ganbrush numbers its pictures."""
    rows = np.random.RandomState(1).standard_normal((first + count) * LATENT)[first * LATENT :]
    return torch.from_numpy(rows.astype(np.float32).reshape(count, LATENT))


class Exported:
    """`proggan.py`'s network: pixels normalized before every convolution, odd layers from 3 on double their input."""

    def __init__(self, path: str) -> None:
        tensors = {k: v.float() for k, v in load_file(path).items()}
        self.count = sum(k.startswith("layer") and k.endswith("conv.weight") for k in tensors)
        self.weights: list[Tensor] = []
        self.biases: list[Tensor] = []
        for number in range(1, self.count + 1):
            weight = tensors[f"layer{number}.conv.weight"]
            gain = 2**0.5 / weight.shape[2] / weight.shape[1] ** 0.5
            self.weights.append(weight * gain)
            self.biases.append(tensors[f"layer{number}.wscale.b"])
        self.size = 4 << (self.count // 2 - 1)
        name = f"output_{self.size}x{self.size}"
        self.output = tensors[f"{name}.conv.weight"] / tensors[f"{name}.conv.weight"].shape[1] ** 0.5
        self.shift = tensors[f"{name}.wscale.b"]

    def grid(self, layer: int) -> int:
        return 4 << ((layer - 1) // 2)

    @torch.no_grad()
    def run(self, x: Tensor, after: int = 0, until: int | None = None) -> Tensor:
        """The features of layer `until`, or pictures, from the features of layer `after` (0: from latents)."""
        if after == 0:
            x = x.view(len(x), LATENT, 1, 1)
        for k in range(after, until or self.count):
            x, weight = normalize_pixels(x), self.weights[k]
            if k == 0:
                x = F.conv2d(x, weight, padding=3)
            elif k % 2 == 0:
                x = F.conv_transpose2d(x, doubled(weight), stride=2, padding=1)
            else:
                x = F.conv2d(x, weight, padding=1)
            x = F.leaky_relu(x + self.biases[k].view(1, -1, 1, 1), 0.2)
        return x if until else F.conv2d(normalize_pixels(x), self.output, self.shift).clamp(-1, 1)

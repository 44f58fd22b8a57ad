"""The generator, grown: a trained one of half the size with two more layers, as its file has it.

What the training of the small one needed is gone: batch normalization is folded into the weights.
"""

import torch
import torch.nn.functional as F
from exported import Exported
from generator import LATENT, Change, doubled, normalize_pixels
from torch import Tensor, nn


def copying(outputs: int, inputs: int) -> Tensor:
    """3x3 kernels that hand on the first units as they are."""
    weight = torch.zeros(outputs, inputs, 3, 3)
    nn.init.normal_(weight, 0, 0.02)
    weight[:, :, 1, 1] += torch.eye(outputs, inputs)
    return weight


class Grown(nn.Module):
    """Latents [n, 128] to pictures [n, 3, s, s], twice as large as those of the exported generator.

    It begins with that one's pictures, enlarged: the new layers, of `width` units, hand on what they get. What nights
    add to the first layer, along a direction of the latents, is learned apart, so that it can be learned faster.
    """

    direction: Tensor

    def __init__(self, start: Exported, width: int) -> None:
        super().__init__()
        before = start.weights[-1].shape[0]
        weights = [*start.weights, copying(width, before), copying(width, width)]
        biases = [*start.biases, torch.zeros(width), torch.zeros(width)]
        self.weights = nn.ParameterList(nn.Parameter(w.clone()) for w in weights)
        self.biases = nn.ParameterList(nn.Parameter(b.clone()) for b in biases)
        self.output = nn.Parameter(start.output[:, :width].clone())
        self.shift = nn.Parameter(start.shift.clone())
        self.trained = len(start.weights)
        first = start.weights[0]
        # What the small generator heeds least is free to mean something.
        along = torch.linalg.svd(first.permute(0, 2, 3, 1).flatten(0, 2)).Vh[-1]
        self.register_buffer("direction", along)
        self.night = nn.Parameter(torch.zeros_like(first[:, 0]))
        self.size = 2 * start.size

    def forward(self, z: Tensor, change: Change | None = None) -> Tensor:
        x = z.view(len(z), LATENT, 1, 1)
        for number, (weight, bias) in enumerate(zip(self.kernels(), self.biases, strict=True)):
            x = normalize_pixels(x)
            if number == 0:
                x = torch.einsum("bi,oiyx->boyx", x.flatten(1), weight.flip(2, 3))
            elif number % 2 == 0:
                x = F.conv_transpose2d(x, doubled(weight), stride=2, padding=1)
            else:
                x = F.conv2d(x, weight, padding=1)
            x = F.leaky_relu(x.float() + bias.view(1, -1, 1, 1), 0.2)
            if change:
                x = change(number, x)
        return F.conv2d(normalize_pixels(x), self.output, self.shift).float()

    @torch.no_grad()
    def move(self, towards: Tensor) -> None:
        """Makes a latent that lies 1 along the direction act as if it had moved so far [128]."""
        self.night.copy_(torch.einsum("oiyx,i->oyx", self.weights[0], towards))

    def kernels(self) -> list[Tensor]:
        """The weights of the layers, that of the first with what nights add to it."""
        return [self.weights[0] + torch.einsum("oyx,i->oiyx", self.night, self.direction), *self.weights[1:]]

    def new(self) -> list[nn.Parameter]:
        """The parameters that the small generator has not: they learn faster."""
        return [*self.weights[self.trained :], *self.biases[self.trained :], self.output, self.shift]

    def old(self) -> list[nn.Parameter]:
        """The parameters that begin as those of the small generator."""
        return [*self.weights[: self.trained], *self.biases[: self.trained]]

    @torch.no_grad()
    def export(self) -> dict[str, Tensor]:
        """The tensors as `proggan.py` of GAN Dissection names them."""
        tensors: dict[str, Tensor] = {}
        for number, (weight, bias) in enumerate(zip(self.kernels(), self.biases, strict=True), 1):
            gain = 2**0.5 / weight.shape[2] / weight.shape[1] ** 0.5
            tensors[f"layer{number}.conv.weight"] = weight / gain
            tensors[f"layer{number}.wscale.b"] = bias
        name = f"output_{self.size}x{self.size}"
        tensors[f"{name}.conv.weight"] = self.output * self.output.shape[1] ** 0.5
        tensors[f"{name}.wscale.b"] = self.shift
        return tensors

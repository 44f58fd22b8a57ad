"""The generator, in the layout of Progressive GAN, and how it becomes a file that ganbrush reads.

Every layer normalizes its input's pixels, doubles it where its number is odd and above 1, convolves 3x3, and ends with
a leaky ReLU. Two layers a resolution: what is painted on the first 8x8 layer passes at least seven more.

While it trains, each convolution is followed by batch normalization, without which so small a network learns several
times slower. With fixed statistics that is a scale and a shift of each unit, which `export` folds into the weights.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

LATENT = 128

# Gets the number of a layer, from 0, and its features, and returns what goes on.
Change = Callable[[int, Tensor], Tensor]


class PixelNorm(torch.autograd.Function):
    """x / sqrt(mean over units of x squared + 1e-8) at every pixel, in a third of the time of the separate steps."""

    @staticmethod
    def forward(context: Any, x: Tensor) -> Tensor:
        units = x.permute(0, 2, 3, 1)
        size = torch.linalg.vector_norm(units, dim=-1, keepdim=True)
        scale = size.square_().div_(units.shape[-1]).add_(1e-8).rsqrt_()
        y = units * scale
        context.save_for_backward(y, scale)
        return y.permute(0, 3, 1, 2)

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> Tensor:
        y, scale = context.saved_tensors
        gradient = gradient.permute(0, 2, 3, 1)
        along = (gradient * y).mean(-1, keepdim=True)
        return torch.addcmul(gradient, y, along, value=-1).mul_(scale).permute(0, 3, 1, 2)


normalize_pixels: Callable[[Tensor], Tensor] = PixelNorm.apply


def doubled(weight: Tensor) -> Tensor:
    """The transposed 4x4 kernel that does what copying pixels to 2x2 and then `weight` does, in 4/9 of the products."""
    first, middle, last = weight.unbind(2)
    w = torch.stack([last, middle + last, first + middle, first], 2)
    first, middle, last = w.unbind(3)
    w = torch.stack([last, middle + last, first + middle, first], 3)
    return w.transpose(0, 1)


class Layer(nn.Module):
    """A convolution, what comes before it and what after."""

    def __init__(self, inputs: int, outputs: int, kind: Literal["first", "doubling", "plain"]) -> None:
        super().__init__()
        self.kind = kind
        kernel = 4 if kind == "first" else 3
        self.weight = nn.Parameter(torch.randn(outputs, inputs, kernel, kernel) * (2 / (inputs * 9)) ** 0.5)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        x = normalize_pixels(x)
        if self.kind == "first":
            x = torch.einsum("bi,oiyx->boyx", x.flatten(1), self.weight.flip(2, 3))
        elif self.kind == "doubling":
            x = F.conv_transpose2d(x, doubled(self.weight), stride=2, padding=1)
        else:
            x = F.conv2d(x, self.weight, padding=1)
        return F.leaky_relu(self.norm(x), 0.2, inplace=True)

    def folded(self) -> tuple[Tensor, Tensor]:
        """Weights and shifts that do what the convolution and the normalization do once its statistics are fixed."""
        mean, variance = self.norm.get_buffer("running_mean"), self.norm.get_buffer("running_var")
        scale = self.norm.weight / (variance + self.norm.eps).sqrt()
        return self.weight * scale.view(-1, 1, 1, 1), self.norm.bias - mean * scale


class Generator(nn.Module):
    """Latents [n, 128] or [n, 128, 1, 1] to pictures [n, 3, s, s], mostly in -1...1.

    `widths` are the numbers of units from 4x4 up, one for each resolution.
    """

    def __init__(self, widths: Sequence[int]) -> None:
        super().__init__()
        self.widths = list(widths)
        layers: list[Layer] = []
        inputs = LATENT
        for k, width in enumerate(widths):
            layers.append(Layer(inputs, width, "doubling" if k else "first"))
            layers.append(Layer(width, width, "plain"))
            inputs = width
        self.layers = nn.ModuleList(layers)
        self.output = nn.Conv2d(inputs, 3, 1)
        self.size = 4 << (len(widths) - 1)

    def forward(self, z: Tensor, change: Change | None = None) -> Tensor:
        x = z.view(len(z), LATENT, 1, 1)
        for number, layer in enumerate(self.layers):
            x = layer(x)
            if change:
                x = change(number, x)
        return self.output(normalize_pixels(x))

    @torch.no_grad()
    def export(self) -> dict[str, Tensor]:
        """The tensors as `proggan.py` of GAN Dissection names them, batch normalization folded in."""
        tensors = {}
        for number, layer in enumerate((m for m in self.layers.modules() if isinstance(m, Layer)), 1):
            weight, shift = layer.folded()
            gain = 2**0.5 / weight.shape[2] / weight.shape[1] ** 0.5
            tensors[f"layer{number}.conv.weight"] = weight / gain
            tensors[f"layer{number}.wscale.b"] = shift
        name = f"output_{self.size}x{self.size}"
        tensors[f"{name}.conv.weight"] = self.output.weight * self.output.weight.shape[1] ** 0.5
        tensors[f"{name}.wscale.b"] = self.output.bias
        return tensors

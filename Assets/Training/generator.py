"""The generator, in the layout of Progressive GAN, and how it becomes a file that ganbrush reads.

Every layer normalizes its input's pixels, doubles it where its number is odd and above 1, convolves 3x3, and ends with
a leaky ReLU. Two layers a resolution: what is painted on the first 8x8 layer passes at least seven more.

While it trains, each convolution is followed by batch normalization, without which so small a network learns several
times slower. With fixed statistics that is a scale and a shift of each unit, which `export` folds into the weights.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

LATENT = 128


class PixelNorm(torch.autograd.Function):
    """x / sqrt(mean over units of x squared + 1e-8) at every pixel, in a third of the time of the separate steps."""

    @staticmethod
    def forward(context, x):
        units = x.permute(0, 2, 3, 1)
        size = torch.linalg.vector_norm(units, dim=-1, keepdim=True)
        scale = size.square_().div_(units.shape[-1]).add_(1e-8).rsqrt_()
        y = units * scale
        context.save_for_backward(y, scale)
        return y.permute(0, 3, 1, 2)

    @staticmethod
    def backward(context, gradient):
        y, scale = context.saved_tensors
        gradient = gradient.permute(0, 2, 3, 1)
        along = (gradient * y).mean(-1, keepdim=True)
        return torch.addcmul(gradient, y, along, value=-1).mul_(scale).permute(0, 3, 1, 2)


normalize_pixels = PixelNorm.apply


def doubled(weight):
    """The transposed 4x4 kernel that does what copying pixels to 2x2 and then `weight` does, in 4/9 of the products."""
    first, middle, last = weight.unbind(2)
    w = torch.stack([last, middle + last, first + middle, first], 2)
    first, middle, last = w.unbind(3)
    w = torch.stack([last, middle + last, first + middle, first], 3)
    return w.transpose(0, 1)


class Layer(nn.Module):
    def __init__(self, inputs, outputs, kind):
        super().__init__()
        self.kind = kind
        kernel = 4 if kind == "first" else 3
        self.weight = nn.Parameter(torch.randn(outputs, inputs, kernel, kernel) * (2 / (inputs * 9)) ** 0.5)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        x = normalize_pixels(x)
        if self.kind == "first":
            x = torch.einsum("bi,oiyx->boyx", x.flatten(1), self.weight.flip(2, 3))
        elif self.kind == "doubling":
            x = F.conv_transpose2d(x, doubled(self.weight), stride=2, padding=1)
        else:
            x = F.conv2d(x, self.weight, padding=1)
        return F.leaky_relu(self.norm(x), 0.2, inplace=True)


class Generator(nn.Module):
    """Latents [n, 128] or [n, 128, 1, 1] to pictures [n, 3, s, s], mostly in -1...1.

    `widths` are the numbers of units from 4x4 up, one for each resolution.
    """

    def __init__(self, widths):
        super().__init__()
        self.widths = list(widths)
        layers, inputs = [], LATENT
        for k, width in enumerate(widths):
            layers.append(Layer(inputs, width, "doubling" if k else "first"))
            layers.append(Layer(width, width, "plain"))
            inputs = width
        self.layers = nn.ModuleList(layers)
        self.output = nn.Conv2d(inputs, 3, 1)
        self.size = 4 << (len(widths) - 1)

    def forward(self, z, change=None):
        """`change` gets the number of each layer, from 0, and its features, and returns what goes on."""
        x = z.view(len(z), LATENT, 1, 1)
        for number, layer in enumerate(self.layers):
            x = layer(x)
            if change:
                x = change(number, x)
        return self.output(normalize_pixels(x))

    @torch.no_grad()
    def export(self):
        """The tensors as `proggan.py` of GAN Dissection names them, batch normalization folded in."""
        tensors = {}
        for number, layer in enumerate(self.layers, 1):
            outputs, inputs, kernel, _ = layer.weight.shape
            scale = layer.norm.weight / (layer.norm.running_var + layer.norm.eps).sqrt()
            gain = 2**0.5 / kernel / inputs**0.5
            tensors[f"layer{number}.conv.weight"] = layer.weight * scale.view(-1, 1, 1, 1) / gain
            tensors[f"layer{number}.wscale.b"] = layer.norm.bias - layer.norm.running_mean * scale
        name = f"output_{self.size}x{self.size}"
        tensors[f"{name}.conv.weight"] = self.output.weight * self.output.weight.shape[1] ** 0.5
        tensors[f"{name}.wscale.b"] = self.output.bias
        return {k: v.half().contiguous() for k, v in tensors.items()}


def dcgan(width=32):
    """The layout of PyTorch's DCGAN example at 64 px, kept for comparison."""

    def up(inputs, outputs):
        return [nn.ConvTranspose2d(inputs, outputs, 4, 2, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True)]

    class Main(nn.Module):
        def __init__(self):
            super().__init__()
            w = width
            self.main = nn.Sequential(
                nn.ConvTranspose2d(LATENT, 8 * w, 4, 1, 0, bias=False), nn.BatchNorm2d(8 * w), nn.ReLU(True),
                *up(8 * w, 4 * w), *up(4 * w, 2 * w), *up(2 * w, w),
                nn.ConvTranspose2d(w, 3, 4, 2, 1), nn.Tanh(),
            )  # fmt: skip
            for module in self.main:
                if isinstance(module, nn.ConvTranspose2d):
                    nn.init.normal_(module.weight, 0, 0.02)
            self.size = 64

        def forward(self, z):
            return self.main(z.view(len(z), LATENT, 1, 1))

    return Main()

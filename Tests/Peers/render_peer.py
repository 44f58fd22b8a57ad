"""Renders a generator's pictures with another runtime, as render_time.py asks for them.

    python3 render_peer.py RUNTIME CHECKPOINT THREADS

RUNTIME is eager, compile, onnxruntime or openvino. Each line of standard input, `BATCH COUNT`, is
answered with the median milliseconds of COUNT renders; `peak` with the most memory that was held, in MB;
`sgemm` with the GFLOPS of torch.mm. The first line written describes the runtime.
"""

import io
import pathlib
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, Protocol

import numpy
import numpy.typing
import torch
from architectures import DCGAN
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

Latents = numpy.typing.NDArray[numpy.float32]


class Runtime(Protocol):
    """What renders pictures."""

    title: str

    def render(self, latents: Latents) -> Any: ...


class FoldedProgressiveGAN(nn.Module):
    """A Progressive GAN as PyTorch runs it best: scales folded in, activations in place."""

    def __init__(self, state: dict[str, Tensor]) -> None:
        super().__init__()
        state = {key: value.float() for key, value in state.items()}
        self.latent_size = state["layer1.conv.weight"].shape[1]
        names = [key.removesuffix(".conv.weight") for key in state if key.endswith(".conv.weight")]
        # The output layer sorts after the numbered ones.
        names.sort(key=lambda name: (not name.startswith("layer"), len(name), name))
        self.convolutions = nn.ModuleList()
        for name in names:
            weight = state[f"{name}.conv.weight"]
            outputs, inputs, kernel, _ = weight.shape
            gain = 2**0.5 / kernel if name.startswith("layer") else 1
            convolution = nn.Conv2d(inputs, outputs, kernel, padding={4: 3, 3: 1, 1: 0}[kernel])
            convolution.weight.data = weight * (gain / inputs**0.5)
            convolution.bias = nn.Parameter(state[f"{name}.wscale.b"].clone())
            self.convolutions.append(convolution)

    def forward(self, latent: Tensor) -> Tensor:
        x = latent.reshape(latent.shape[0], -1, 1, 1)
        last = len(self.convolutions) - 1
        for index, convolution in enumerate(self.convolutions):
            x = x * torch.rsqrt(x.square().mean(1, keepdim=True) + 1e-8)
            if 2 <= index < last and index % 2 == 0:
                x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
            x = convolution(x)
            if index < last:
                x = functional.leaky_relu(x, 0.2, inplace=True)
        return x


class FoldedDCGAN(nn.Module):
    """A DCGAN with its batch normalization folded into the weights."""

    def __init__(self, state: dict[str, Tensor]) -> None:
        super().__init__()
        state = {key: value.float() for key, value in state.items()}
        order = {key: int(key.split(".")[1]) for key in state if state[key].dim() == 4}
        weights = [state[key] for key in sorted(order, key=lambda key: order[key])]
        sizes = [weight.shape[0] for weight in weights]
        network = DCGAN(
            numpy.random.RandomState(0), sizes, weights[-1].shape[1],
            f"main.{3 * len(weights) - 3}.bias" in state)
        network.main.load_state_dict(
            {key.removeprefix("main."): value for key, value in state.items()}, strict=False)
        self.latent_size = sizes[0]
        modules = list(network.main)
        folded: list[nn.Module] = []
        for module in modules:
            if isinstance(module, nn.BatchNorm2d) and isinstance(last := folded[-1], nn.ConvTranspose2d):
                folded[-1] = nn.utils.fuse_conv_bn_eval(last, module, transpose=True)
            else:
                folded.append(nn.ReLU(inplace=True) if isinstance(module, nn.ReLU) else module)
        self.main = nn.Sequential(*folded)

    def forward(self, latent: Tensor) -> Tensor:
        return self.main(latent.reshape(latent.shape[0], -1, 1, 1))


def latent_size(module: nn.Module) -> int:
    size = module.latent_size
    assert isinstance(size, int)
    return size


def rearrange(module: nn.Module, order: torch.memory_format) -> None:
    """Changes the order in memory of the module's weights."""
    # PyTorch's annotations leave out this form of `to`.
    module.to(memory_format=order)  # type: ignore[call-overload]


def time_renders(render: Callable[[Any], object], latent: Any, count: int) -> float:
    """The median of some renders, in milliseconds, as `ganbrush bench` takes it."""
    times = []
    for _ in range(count):
        start = time.perf_counter()
        render(latent)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


class Torch:
    """PyTorch, with the order of memory that is faster here."""

    def __init__(self, module: nn.Module, threads: int, is_compiled: bool) -> None:
        torch.set_num_threads(threads)
        latent = torch.zeros(1, latent_size(module))
        times: dict[torch.memory_format, float] = {}
        for order in (torch.contiguous_format, torch.channels_last, torch.contiguous_format):
            rearrange(module, order)
            time_renders(module, latent, 1)
            times[order] = min(time_renders(module, latent, 2), times.get(order, 1e9))
        best = min(times, key=lambda order: times[order])
        rearrange(module, best)
        self.run = torch.compile(module, dynamic=False) if is_compiled else module
        self.title = f"PyTorch {torch.__version__}, {'compiled' if is_compiled else 'eager'}" + (
            ", channels last" if best == torch.channels_last else "")

    def render(self, latents: Latents) -> Any:
        return self.run(torch.from_numpy(latents)).numpy()


def exported(module: nn.Module, batch: int) -> bytes:
    """The network as an ONNX file of one batch size, which lets a runtime plan most."""
    file = io.BytesIO()
    # The annotations leave out files in memory, which this exporter writes.
    torch.onnx.export(
        module, (torch.zeros(batch, latent_size(module)),), file,  # type: ignore[arg-type]
        input_names=["latent"], output_names=["picture"], dynamo=False)
    return file.getvalue()


class ONNXRuntime:
    def __init__(self, module: nn.Module, threads: int) -> None:
        import onnxruntime  # noqa: PLC0415

        self.runtime, self.module = onnxruntime, module
        self.sessions: dict[int, Any] = {}
        self.options = onnxruntime.SessionOptions()
        self.options.intra_op_num_threads = threads
        self.title = f"ONNX Runtime {onnxruntime.__version__}"

    def render(self, latents: Latents) -> Any:
        batch = len(latents)
        if batch not in self.sessions:
            self.sessions[batch] = self.runtime.InferenceSession(
                exported(self.module, batch), self.options, providers=["CPUExecutionProvider"])
        return self.sessions[batch].run(None, {"latent": latents})[0]


class OpenVINO:
    def __init__(self, module: nn.Module, threads: int) -> None:
        import openvino  # noqa: PLC0415

        self.core, self.module = openvino.Core(), module
        self.requests: dict[int, Any] = {}
        # Its own choice on some processors is bfloat16, which nobody else is allowed here.
        self.settings = {
            "PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1,
            "INFERENCE_PRECISION_HINT": "f32",
        }
        self.title = f"OpenVINO {openvino.__version__.split('-')[0]}"

    def render(self, latents: Latents) -> Any:
        batch = len(latents)
        if batch not in self.requests:
            model = self.core.read_model(exported(self.module, batch), b"")
            self.requests[batch] = self.core.compile_model(
                model, "CPU", self.settings).create_infer_request()
        return self.requests[batch].infer({"latent": latents})["picture"]


def sgemm() -> float:
    """The best of some products of 2048 rows and columns."""
    side = 2048
    left, right = torch.rand(side, side), torch.rand(side, side)
    best = min(time_renders(lambda x: torch.mm(left, x), right, 1) for _ in range(8))
    return 2 * side**3 / best / 1e6


def peak_memory() -> float:
    """What this process held at most; unlike ru_maxrss it does not count its parent's."""
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


@torch.inference_mode()
def main() -> None:
    runtime, checkpoint, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    state = load_file(checkpoint)
    is_progressive = "layer1.conv.weight" in state
    module = (FoldedProgressiveGAN if is_progressive else FoldedDCGAN)(state).eval()
    del state
    for parameter in module.parameters():
        parameter.requires_grad_(False)
    runtimes: dict[str, Callable[[], Runtime]] = {
        "eager": lambda: Torch(module, threads, False),
        "compile": lambda: Torch(module, threads, True),
        "onnxruntime": lambda: ONNXRuntime(module, threads),
        "openvino": lambda: OpenVINO(module, threads),
    }
    peer = runtimes[runtime]()
    random = numpy.random.RandomState(1)
    latents: dict[int, Latents] = {}
    print(peer.title, flush=True)
    for line in sys.stdin:
        words = line.split()
        if words == ["peak"]:
            print(peak_memory(), flush=True)
        elif words == ["sgemm"]:
            print(sgemm(), flush=True)
        else:
            batch, count = map(int, words)
            if batch not in latents:
                latents[batch] = random.standard_normal(
                    (batch, latent_size(module))).astype("float32")
                # The first render plans and compiles.
                time_renders(peer.render, latents[batch], 2)
            print(time_renders(peer.render, latents[batch], count), flush=True)


if __name__ == "__main__":
    main()

"""Writes checkpoints as training programs save them: with other objects, in parts, as whole modules.

    python3 make_training_fixtures.py    (PyTorch 2.13, numpy, safetensors)

The tensors of most are those of `expected.safetensors`; what the others hold when PyTorch has loaded
them stands in `training-expected.safetensors`.
"""

import argparse
import collections
import copy
import datetime
import pathlib
import warnings
from collections import OrderedDict
from typing import Any

import numpy
import torch
from make_fixtures import HERE, saved, tensors
from safetensors.torch import save_file
from torch import Tensor

warnings.simplefilter("ignore")


def write(name: str, value: object, **options: Any) -> None:
    (HERE / name).write_bytes(saved(value, **options))


def objects() -> dict[str, object]:
    """One of each kind of thing that people keep beside their weights."""
    history: collections.defaultdict[str, list[float]] = collections.defaultdict(list)
    history["loss"] += [1.0, 2.0]
    return {
        "args": argparse.Namespace(lr=0.1, size=torch.Size([2, 3])),
        "history": history,
        "counts": collections.Counter("abba"),
        "seen": {1, 2},
        "frozen": frozenset([3]),
        "device": torch.device("cpu"),
        "dtype": torch.float32,
        "complex": 1 + 2j,
        "bytes": b"\xff\x00" * 40,
        "bytearray": bytearray(b"ab"),
        "when": datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC),
        "path": pathlib.PurePosixPath("a/b"),
        "class": torch.nn.Conv2d,
        "function": torch.relu,
        "array": numpy.arange(6.0).reshape(2, 3),
        "text_array": numpy.array(["a", "b"]),
        "date": numpy.datetime64("2026-01-02"),
        "step": numpy.int64(7),
        "random_state": torch.get_rng_state()[:8].clone(),
        "optimizer": {"state": {0: {"exp_avg": torch.zeros(3)}}, "param_groups": [{"lr": 1e-3}]},
    }


def module() -> torch.nn.Module:
    """A module whose own tensors are those of `tensors`, and that has another in it."""
    whole = torch.nn.Sequential(OrderedDict(inner=torch.nn.Sequential(torch.nn.Linear(1, 1))))
    for name, tensor in tensors().items():
        # Some names are those of methods, which register_buffer refuses.
        if isinstance(tensor, torch.nn.Parameter):
            whole._parameters[name] = tensor
        else:
            whole._buffers[name] = tensor
    return whole


def unreadable() -> dict[str, object]:
    """Tensors that a network cannot use, each in its own way."""
    return {
        "sparse": torch.eye(2).to_sparse(),
        "quantized": torch.quantize_per_tensor(torch.zeros(3), 0.1, 0, torch.qint8),
        "meta": torch.empty(2, device="meta"),
        "complex": torch.zeros(2, dtype=torch.complex128),
        "array": numpy.zeros(2, dtype=numpy.float32),
    }


def signs() -> dict[str, Tensor]:
    """Tensors whose change of sign was put off, and types without a storage class of their own."""

    def pairs(dtype: torch.dtype = torch.complex64) -> Tensor:
        # Each of its own: a file cannot have one storage with two types.
        numbers = torch.arange(6.0).reshape(2, 3)
        return torch.complex(numbers, -numbers - 1).to(dtype)

    return {
        "negative": pairs().conj().imag,
        "negative_double": pairs(torch.complex128).conj().imag,
        "negative_integers": torch._neg_view(torch.arange(-3, 3)),
        "conjugate": pairs().conj(),
        "both": torch._neg_view(pairs().conj()),
        "unsigned": torch.arange(5).to(torch.uint16)[1:],
        "eighth": torch.tensor([1.0, -2.5, 0.0]).to(torch.float8_e4m3fn),
        "buffer": torch.nn.Buffer(torch.arange(3.0)),
        "subclass": torch.nn.Parameter(torch.arange(4.0)),
    }


def reparametrized() -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Convolutions that keep their weights in parts, in the old way and in the new."""
    torch.manual_seed(1)
    new = torch.nn.utils.parametrizations
    layers: dict[str, torch.nn.Module] = {
        "old": torch.nn.utils.spectral_norm(torch.nn.Conv2d(3, 5, 4)),
        "old_transposed": torch.nn.utils.spectral_norm(torch.nn.ConvTranspose2d(3, 5, 4)),
        "square": torch.nn.utils.spectral_norm(torch.nn.ConvTranspose2d(4, 4, 4)),
        "square_too": torch.nn.utils.spectral_norm(torch.nn.Conv2d(4, 4, 3)),
        "new": new.spectral_norm(torch.nn.Conv2d(3, 5, 4)),
        "new_transposed": new.spectral_norm(torch.nn.ConvTranspose2d(3, 5, 4)),
        "weight": torch.nn.utils.weight_norm(torch.nn.Conv2d(3, 5, 4)),
        "weight_whole": torch.nn.utils.weight_norm(torch.nn.Linear(3, 5), dim=None),  # type: ignore[arg-type]
        "weight_new": new.weight_norm(torch.nn.ConvTranspose2d(3, 5, 4), dim=1),
    }
    whole = torch.nn.ModuleDict(layers)
    with torch.no_grad():
        for _ in range(3):  # Power iterations change u and v.
            for name, layer in layers.items():
                layer(torch.zeros([1, 3]) if "whole" in name else torch.zeros([1, channels(layer), 8, 8]))
        whole.eval()
        # As a training step leaves it: the weight has moved on since u and v were made.
        for name, parameter in whole.named_parameters():
            if name.endswith(("weight_orig", "original")):
                parameter.add_(0.02 * torch.randn(parameter.shape))
        for name, layer in layers.items():
            layer(torch.zeros([1, 3]) if "whole" in name else torch.zeros([1, channels(layer), 8, 8]))
    expected = {f"{name}.weight": torch.as_tensor(layer.weight).detach().clone() for name, layer in layers.items()}
    return whole.state_dict(), expected


def channels(layer: torch.nn.Module) -> int:
    count = layer.in_channels
    assert isinstance(count, int)
    return count


def main() -> None:
    state = tensors()
    beside = {"state_dict": state, **objects()}
    for protocol in (2, 4, 5):
        write(f"objects-{protocol}.pt", beside, pickle_protocol=protocol)
    # In this format the source of a class comes with it; torch's own would name this machine's folders.
    source = ["class Module: ...\n"], 1, "module.py"
    torch.serialization.get_source_lines_and_file = lambda *_: source  # type: ignore[attr-defined]
    write("legacy-objects.pth", beside, _use_new_zipfile_serialization=False)
    write("module.pt", module())
    write("legacy-module.pth", module(), _use_new_zipfile_serialization=False)
    write("averaged-module.pt", {"n_averaged": torch.tensor(5), **{f"module.{k}": v for k, v in state.items()}})
    write("loose.pt", {"latent_avg": torch.zeros(3), "g_ema": state, "g": {"single": torch.zeros(1)}})
    # Without its checksums, as PyTorch writes it when it is told to.
    torch.serialization.set_crc32_options(False)
    write("no-checksums.pt", state)
    torch.serialization.set_crc32_options(True)
    write("unreadable.pt", {**state, **unreadable()})
    write("empty.pt", {"none": torch.zeros(0), "flat": torch.zeros(2, 0, 3), "one": torch.ones(1)})
    write("signs.pt", signs())
    parts, expected = reparametrized()
    write("reparametrized.pt", parts)
    expected |= {
        name: tensor.detach().resolve_neg().resolve_conj().contiguous()
        for name, tensor in copy.copy(signs()).items()
    }
    plain = {k: torch.Tensor(v) if v.dtype == torch.float32 else v for k, v in expected.items()}
    save_file(plain, HERE / "training-expected.safetensors")


if __name__ == "__main__":
    main()

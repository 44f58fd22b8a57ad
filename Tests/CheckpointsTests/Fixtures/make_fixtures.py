"""Writes small checkpoints of every kind that ganbrush opens, and what they all hold.

    python3 make_fixtures.py    (PyTorch 2.13, numpy, safetensors)

Every file holds the tensors of `expected.safetensors`, whose elements are 32-bit floats. Files that
today's PyTorch does not write any more are made of its files by changing them.
"""

import io
import pathlib
import pickle
import pickletools
import struct
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy
import torch
from safetensors.torch import save_file
from torch import Tensor

HERE = pathlib.Path(__file__).parent
STORAGES = {
    torch.float32: torch.FloatStorage,
    torch.float16: torch.HalfStorage,
    torch.bfloat16: torch.BFloat16Storage,
    torch.float64: torch.DoubleStorage,
}


def tensors() -> OrderedDict[str, Tensor]:
    """Values that every type holds exactly, in every kind of view."""
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 8 - 1
    return OrderedDict(
        [
            ("single", base.clone()),
            ("half", base.half()),
            ("brain", base.bfloat16()),
            ("double", base.double()),
            ("transposed", base.clone().t()),
            ("slice", base.clone()[1:3, 2:5]),
            ("every_other", base.clone()[::2, 1::3]),
            ("expanded", torch.tensor([[1.5], [2.5]]).expand(2, 3)),
            ("first_of_shared", base[0]),
            ("last_of_shared", base[3]),
            ("scalar", torch.tensor(0.25)),
            ("parameter", torch.nn.Parameter(base.clone()[:2])),
        ]
    )


def saved(value: object, **options: Any) -> bytes:
    file = io.BytesIO()
    torch.save(value, file, **options)
    return file.getvalue()


def rezipped(
    archive: bytes, compression: int = zipfile.ZIP_STORED,
    change: Callable[[str, bytes], bytes | None] = lambda _, data: data,
) -> bytes:
    """The same archive as another zip program writes it, entries changed or left out."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(result, "w", compression) as target:
        for name in source.namelist():
            data = change(name, source.read(name))
            if data is not None:
                target.writestr(zipfile.ZipInfo(name), data, compression)
    return result.getvalue()


def big_endian(archive: bytes, widths: dict[str, int]) -> bytes:
    """What a big-endian machine writes: every word of every storage turned round."""

    def change(name: str, data: bytes) -> bytes:
        if name.endswith("/byteorder"):
            return b"big"
        if "/data/" in name:
            width = widths[name.rsplit("/", 1)[1]]
            return numpy.frombuffer(data, f"<u{width}").byteswap().tobytes()
        return data

    return rezipped(archive, change=change)


def storage_widths(archive: bytes) -> dict[str, int]:
    """The bytes of a word of each storage, by its key, read off the pickle's persistent ids."""
    widths = {"FloatStorage": 4, "HalfStorage": 2, "BFloat16Storage": 2, "DoubleStorage": 8}
    result: dict[str, int] = {}

    class Reader(pickle.Unpickler):
        def persistent_load(self, name: Any) -> torch.UntypedStorage:
            result[name[2]] = widths[name[1].__name__]
            return torch.UntypedStorage(name[4] * widths[name[1].__name__])

        def find_class(self, module: str, name: str) -> Any:
            if name.endswith("Storage"):
                return type(name, (), {})
            if name.startswith("_rebuild"):
                return lambda *_: None
            return super().find_class(module, name)

    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        Reader(io.BytesIO(source.read("archive/data.pkl"))).load()
    return result


def python2(stream: bytes) -> bytes:
    """A legacy stream as Python 2 wrote it: texts of bytes instead of Unicode."""
    file = io.BytesIO(stream)
    result = b""
    for _ in range(5):
        start = file.tell()
        operations = list(pickletools.genops(file))
        end = file.tell()
        bounds = [position or 0 for _, _, position in operations] + [end]
        for (opcode, argument, _), (position, after) in zip(operations, pairwise(bounds), strict=True):
            if opcode.name == "BINUNICODE":
                text = str(argument).encode()
                result += b"U" + struct.pack("<B", len(text)) + text
            else:
                result += stream[position:after]
        assert bounds[0] == start
    return result + file.read()


def with_views(values: OrderedDict[str, Tensor]) -> bytes:
    """A legacy stream as PyTorch before 0.4 wrote it: a part of a storage, named in its own id."""
    storages: dict[str, tuple[torch.UntypedStorage, int]] = {}

    class Storage:
        def __init__(self, name: str, tensor: Tensor) -> None:
            self.kind = STORAGES[tensor.dtype]
            self.count = tensor.untyped_storage().nbytes() // tensor.element_size()
            self.key = str(tensor.untyped_storage().data_ptr())
            start = int(tensor.storage_offset())
            self.view = (f"view {name}", start, self.count - start)

    class Writer(pickle._Pickler):
        def persistent_id(self, value: object) -> object:
            if isinstance(value, Storage):
                return ("storage", value.kind, value.key, "cpu", value.count, value.view)
            return None

    class View:
        def __init__(self, *arguments: object) -> None:
            self.arguments = arguments

        def __reduce__(self) -> tuple[Any, ...]:
            return torch._utils._rebuild_tensor, self.arguments

    root: OrderedDict[str, View] = OrderedDict()
    for name, tensor in values.items():
        storage = Storage(name, tensor)
        storages[storage.key] = tensor.untyped_storage(), storage.count
        root[name] = View(storage, 0, tuple(tensor.shape), tuple(tensor.stride()))
    file = io.BytesIO()
    pickle.dump(0x1950A86A20F9469CFC6C, file, 2)
    pickle.dump(1001, file, 2)
    pickle.dump({"little_endian": True, "protocol_version": 1001}, file, 2)
    Writer(file, 2).dump(root)
    pickle.dump(sorted(storages), file, 2)
    for key in sorted(storages):
        content, count = storages[key]
        file.write(struct.pack("<q", count) + bytes(content.tolist()))
    return file.getvalue()


def main() -> None:
    torch.manual_seed(0)
    values = tensors()
    expected = {name: tensor.detach().float().contiguous() for name, tensor in values.items()}
    save_file({name: tensor.clone() for name, tensor in expected.items()}, HERE / "expected.safetensors")
    save_file(
        {"module." + name: tensor.detach().contiguous().clone() for name, tensor in values.items()},
        HERE / "module.safetensors",
    )

    # A module's state dict carries its versions as an attribute, and counters of whole numbers.
    state = torch.nn.BatchNorm1d(2).state_dict()
    state.clear()
    state.update(values)
    counted = OrderedDict(values)
    counted["counter"] = torch.tensor(7)
    training = {
        "epoch": 3,
        "step": numpy.int64(12345),
        "loss": numpy.float32(0.5),
        "rate": 0.001,
        "best": True,
        "note": "a café",
        "state_dict": OrderedDict(("module." + name, value) for name, value in values.items()),
        "optimizer": {"state": {0: {"step": 1, "exp_avg": torch.zeros(2)}}, "param_groups": [{}]},
    }
    averaged = {
        "g_ema": dict(values),
        "g": {name: torch.zeros(1) for name in values},
        "d": {"weight": torch.zeros(1)},
    }
    legacy = {"_use_new_zipfile_serialization": False}
    archive = saved(dict(values))
    files = {
        "bare.pt": saved(state),
        "counted.pt": saved(counted),
        "training.pt": saved(training),
        "averaged.pt": saved(averaged),
        "net-g.pt": saved({"netG": values, "netD": {"weight": torch.zeros(1)}}),
        "model.pt": saved({"model": values}),
        "other-key.pt": saved({"generator": values, "epoch": 1}),
        "protocol-4.pt": saved(values, pickle_protocol=4),
        "deflated.pt": rezipped(archive, zipfile.ZIP_DEFLATED),
        "big-endian.pt": big_endian(archive, storage_widths(archive)),
        "no-byte-order.pt": rezipped(
            archive,
            change=lambda name, data: None if "byteorder" in name else data,
        ),
        "legacy.pth": saved(values, **legacy),
        "legacy-training.pth": saved(training, **legacy),
        "legacy-protocol-4.pth": saved(values, pickle_protocol=4, **legacy),
        "legacy-python-2.pth": python2(saved(values, **legacy)),
        "legacy-views.pth": with_views(values),
    }
    for name, data in files.items():
        (HERE / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")
    for path in HERE.iterdir():
        path.chmod(0o644)


if __name__ == "__main__":
    main()

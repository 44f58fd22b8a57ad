"""Compares every tensor of weights that PyPI packages ship with what torch.load reads.

    python3 third_party.py GANBRUSH FOLDER...

Each folder holds installed packages. Their programs are not run, only their files are opened.
"""

import pathlib
import subprocess
import sys
import tempfile

import torch
from safetensors.torch import load_file
from torch import Tensor


def state_dict(path: pathlib.Path) -> dict[str, Tensor]:
    if path.suffix == ".safetensors":
        return load_file(path)
    value = torch.load(path, map_location="cpu", weights_only=True)
    while not any(isinstance(entry, torch.Tensor) for entry in value.values()):
        inner = [
            entry
            for entry in value.values()
            if isinstance(entry, dict)
            and any(isinstance(item, torch.Tensor) for item in entry.values())
        ]
        assert len(inner) == 1, f"{path}: {len(inner)} state dicts"
        value = inner[0]
    return {name: entry for name, entry in value.items() if isinstance(entry, torch.Tensor)}


def main() -> None:
    program, folders = sys.argv[1], [pathlib.Path(folder) for folder in sys.argv[2:]]
    paths = sorted(
        path
        for folder in folders
        for pattern in ("*.pt", "*.pth", "*.safetensors", "weights.tar")
        for path in folder.rglob(pattern)
    )
    assert paths, "no weights in " + ", ".join(map(str, folders))
    failures = 0
    for path in paths:
        with tempfile.TemporaryDirectory() as folder:
            converted = pathlib.Path(folder) / "converted.safetensors"
            subprocess.run(
                [program, "models", "convert", path, converted], check=True, capture_output=True
            )
            found = load_file(converted)
        expected = state_dict(path)
        different = [
            name
            for name in sorted(expected.keys() | found.keys())
            if name not in expected
            or name not in found
            or found[name].dtype != expected[name].dtype
            or not torch.equal(found[name], expected[name])
        ]
        failures += len(different)
        verdict = f"{', '.join(different)} differ" if different else "all equal"
        print(f"{'/'.join(path.parts[-3:])}: {len(expected)} tensors, {verdict}")
    sys.exit(1 if failures else 0)


main()

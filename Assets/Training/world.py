"""The collections that `ganbrush scenes --format npy` writes, as batches for PyTorch."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

CONCEPTS = (
    "sky cloud sun moon mountain grass sand snow water field path wall roof tower dome door window tree fence boat "
    "rock person"
).split()
CATEGORIES = "church farm village castle forest lake harbour beach desert ski meadow".split()

Indices = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]


class Collection:
    """Pictures, labels and categories, left on disk; `held_out` scenes at the end are never drawn for training."""

    def __init__(self, folder: str, held_out: int = 0) -> None:
        path = Path(folder)
        about = json.loads((path / "scenes.json").read_text())
        if about["concepts"] != CONCEPTS or about["categories"] != CATEGORIES:
            raise SystemExit(f"{folder}: concepts or categories differ from {__file__}")
        self.pictures: Bytes = np.load(path / "pictures.npy", mmap_mode="r")
        self.labels: Bytes = np.load(path / "labels.npy", mmap_mode="r")
        self.categories: Bytes = np.load(path / "categories.npy")
        self.size = self.pictures.shape[1]
        self.training = len(self.pictures) - held_out
        if self.training <= 0:
            raise SystemExit(f"{folder}: {len(self.pictures)} scenes, expected more than {held_out}")

    def pick(self, count: int, generator: torch.Generator) -> Indices:
        """Indices of training scenes, in rising order: the disk likes that."""
        chosen: Indices = torch.randint(self.training, (count,), generator=generator).sort().values.numpy()
        return chosen

    def batch(self, indices: Indices) -> tuple[Tensor, Tensor]:
        """Pictures as [n, 3, s, s] in -1...1 and labels as [n, s, s]."""
        return tensor(self.pictures[indices]), torch.from_numpy(self.labels[indices].astype(np.int64))

    def batches(self, first: int, count: int, size: int) -> Iterator[tuple[Indices, Tensor, Tensor]]:
        """Indices, pictures and labels of `count` scenes in their order, so many at a time."""
        for start in range(first, first + count, size):
            indices = np.arange(start, min(start + size, first + count))
            yield (indices, *self.batch(indices))


def tensor(pictures: Bytes) -> Tensor:
    """Bytes [n, s, s, 3] as floats [n, 3, s, s] in -1...1, channels last in memory."""
    values = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2)
    return (values.float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)

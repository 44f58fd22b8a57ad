"""The collections that `ganbrush scenes --format npy` writes, as batches for PyTorch."""

import json
from pathlib import Path

import numpy as np
import torch

CONCEPTS = (
    "sky cloud sun moon mountain grass sand snow water field path wall roof tower dome door window tree fence boat "
    "rock person"
).split()
CATEGORIES = "church farm village castle forest lake harbour beach desert ski meadow".split()


class Collection:
    """Pictures, labels and categories, left on disk; `held_out` scenes at the end are never drawn for training."""

    def __init__(self, folder, held_out=0):
        folder = Path(folder)
        about = json.loads((folder / "scenes.json").read_text())
        if about["concepts"] != CONCEPTS or about["categories"] != CATEGORIES:
            raise SystemExit(f"{folder}: concepts or categories differ from {__file__}")
        self.pictures = np.load(folder / "pictures.npy", mmap_mode="r")
        self.labels = np.load(folder / "labels.npy", mmap_mode="r")
        self.categories = np.load(folder / "categories.npy")
        self.size = self.pictures.shape[1]
        self.training = len(self.pictures) - held_out
        if self.training <= 0:
            raise SystemExit(f"{folder}: {len(self.pictures)} scenes, expected more than {held_out}")

    def pick(self, count, generator):
        """Indices of training scenes, in rising order: the disk likes that."""
        return torch.randint(self.training, (count,), generator=generator).sort().values.numpy()

    def batch(self, indices):
        """Pictures as [n, 3, s, s] in -1...1 and labels as [n, s, s]."""
        return tensor(self.pictures[indices]), torch.from_numpy(self.labels[indices].astype(np.int64))


def tensor(pictures):
    """Bytes [n, s, s, 3] as floats [n, 3, s, s] in -1...1, channels last in memory."""
    values = torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2)
    return (values.float() / 127.5 - 1).contiguous(memory_format=torch.channels_last)

"""A sheet of a generator's pictures, chosen by nobody: ids 0 to 63."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from exported import latents
from PIL import Image
from torch import Tensor


@torch.no_grad()
def draw_sheet(generate: Callable[[Tensor], Tensor], path: str | Path, count: int = 64, columns: int = 8) -> None:
    """Writes the pictures that `generate` makes of the latents, side by side, as a PNG file."""
    pictures = torch.cat([generate(latents(k, 16)) for k in range(0, count, 16)]).clamp(-1, 1)
    rows = ((pictures.permute(0, 2, 3, 1).numpy() + 1) * 127.5).astype(np.uint8)
    grid = np.vstack([np.hstack(list(rows[k : k + columns])) for k in range(0, count, columns)])
    image = Image.fromarray(grid)
    image.resize((1024, 1024 * count // columns // columns), Image.Resampling.NEAREST).save(path)

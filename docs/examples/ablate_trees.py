"""Ablates the units that match trees, and asks the segmenter what becomes of trees: a whole experiment.

usage: ablate_trees.py [PICTURES]

Needs ganbrush in the PATH, numpy and safetensors. Prints the share of pixels with trees before and after, and after
random units of the same number, with the standard error of the difference.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

LAYER, PICTURE, UNITS = "layer4", "output_128x128", 20


def ganbrush(*arguments: str) -> str:
    """Runs a command and returns what it prints; a command that fails ends the experiment with its message."""
    return subprocess.run(["ganbrush", *arguments, "-q"], check=True, capture_output=True, text=True).stdout


def run(network: str, inputs: np.ndarray, folder: Path, *layers: str) -> list[np.ndarray]:
    """The features of layers, the inputs one after another."""
    save_file({"picture" if inputs.ndim == 4 else "latent": inputs}, folder / "inputs.safetensors")
    ganbrush(
        "models", "run", network, "--input", str(folder / "inputs.safetensors"), "--layers", ",".join(layers),
        "--force", "--out", str(folder / "features.safetensors"),
    )  # fmt: skip
    features = load_file(folder / "features.safetensors")
    return [features[layer] for layer in layers]


def share_of_trees(folder: Path, strokes: list[dict], name: str, count: int) -> np.ndarray:
    """Renders the pictures with edits and returns the share of each that the segmenter takes for trees."""
    (folder / f"{name}.json").write_text(json.dumps(strokes))
    pictures = folder / name
    ganbrush("render", "--ids", f"0..{count - 1}", "--strokes", str(folder / f"{name}.json"), "--out", str(pictures))
    seen = json.loads(ganbrush("segment", "--json", *map(str, sorted(pictures.glob("*.png")))))
    return np.array(
        [sum(c["share"] for c in picture["concepts"] if c["name"] == "tree") for picture in seen["pictures"]]
    )


def ablation(units: list[int]) -> list[dict]:
    """One intervention without a mask: the units are 0 in the whole picture."""
    return [{"ablations": [{"layer": LAYER, "unit": unit, "alpha": 1, "value": 0} for unit in units]}]


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        # Features, pictures and what the segmenter sees are tensors that the networks write.
        latents = np.random.RandomState(1).standard_normal((count, 128)).astype(np.float32)
        features, pictures = run("church", latents, folder, LAYER, PICTURE)
        (scores,) = run("world-segmenter", pictures, folder, "out")
        concepts = json.loads(ganbrush("models", "inspect", "world-segmenter", "--json"))["names"]
        trees = scores.argmax(axis=1) == concepts.index("tree")

        # The share of each cell of the layer that shows trees, and which units are active in the same cells.
        side = features.shape[2]
        pixels = trees.shape[1] // side
        shares = trees.reshape(count, side, pixels, side, pixels).mean(axis=(2, 4))
        matching = [np.corrcoef(features[:, unit].ravel(), shares.ravel())[0, 1] for unit in range(features.shape[1])]
        chosen = [int(unit) for unit in np.argsort(matching)[::-1][:UNITS]]
        others = [int(unit) for unit in np.random.RandomState(7).permutation(features.shape[1])[:UNITS]]

        before = share_of_trees(folder, [], "before", count)
        print(f"trees cover {before.mean():.1%} of {count} pictures")
        for label, units in (("units that are active where trees are", chosen), ("random units", others)):
            after = share_of_trees(folder, ablation(units), label.replace(" ", "-"), count)
            error = (after - before).std(ddof=1) / np.sqrt(count)
            print(f"without {UNITS} {label}: {after.mean():.1%} (± {error:.1%})")


if __name__ == "__main__":
    main()

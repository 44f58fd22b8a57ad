"""Dissects a real DCGAN of faces, which a package of PyPI holds, and compares with PyTorch.

    python3 faces.py GANBRUSH FOLDER OUT

FOLDER holds the installed package gan_face_generate; its program is not run. No segmenter of faces is at
hand, so that pictures are labelled by a rule of colours, written as a U-Net: warm (skin, and hair of its
colour), dark (hair, shadows), light (bright and no warm colour: mostly background), and the rest. Hair and
a dark background are one concept: a colour does not tell them apart. OUT becomes the folder of the run,
with report.html. Ends with status 1 if an IoU of a layer is further than 0.002 from that of exact levels.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import numpy
import torch
from render_peer import FoldedDCGAN
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

CONCEPTS = ["warm", "dark", "light", "rest"]
COUNT = 1000
LAYERS = {"main.5": 8, "main.8": 16}
TOLERANCE = 2e-3
# Of red, green, blue and a constant: how warm, how dark and how bright a pixel is, above where it counts.
RULE = torch.tensor([[1.0, 0, -1, -0.15], [-1 / 3, -1 / 3, -1 / 3, -0.5], [1 / 3, 1 / 3, 1 / 3, -0.3]])
SCORES = torch.tensor([[6.0, -8, 0, 0], [0, 8, 0, 0], [-6, 0, 3, 0], [0, 0, 0, 0.1]])


def segmenter() -> dict[str, Tensor]:
    """The rule as a U-Net that looks at single pixels, and takes nothing from its coarser scales."""
    tensors: dict[str, Tensor] = {}

    def add_block(name: str, weight: Tensor, bias: Tensor) -> None:
        kernel = torch.zeros(*weight.shape, 3, 3)
        kernel[:, :, 1, 1] = weight
        units = len(weight)
        tensors.update({
            f"{name}.0.weight": kernel, f"{name}.1.weight": torch.ones(units), f"{name}.1.bias": bias.clone(),
            f"{name}.1.running_mean": torch.zeros(units), f"{name}.1.running_var": torch.ones(units)})

    nothing, passing = torch.zeros(3, 3), torch.eye(3)
    for scale in range(5):
        rule, bias = (RULE[:, :3], RULE[:, 3]) if scale == 0 else (nothing, torch.zeros(3))
        add_block(f"down.{scale}.0", rule, bias)
        add_block(f"down.{scale}.1", passing if scale == 0 else nothing, torch.zeros(3))
    for scale in range(4):
        own = passing if scale == 0 else nothing
        add_block(f"up.{scale}", torch.cat([nothing, own], 1), torch.zeros(3))
    tensors["out.weight"] = SCORES[:, :3, None, None].clone()
    tensors["out.bias"] = SCORES[:, 3].clone()
    return tensors


def labels(pictures: Tensor) -> Tensor:
    features = torch.einsum("uc,nchw->nuhw", RULE[:, :3], pictures) + RULE[:, 3, None, None]
    scores = torch.einsum("su,nuhw->nshw", SCORES[:, :3], features.relu()) + SCORES[:, 3, None, None]
    return scores.argmax(1)


def exact(path: pathlib.Path) -> dict[str, Tensor]:
    """The IoU by layer of all units and concepts, at levels from all activations, sorted."""
    state = torch.load(path, map_location="cpu", weights_only=True)["netG_state_dict"]
    network = FoldedDCGAN({key: value for key, value in state.items() if value.dim() > 0}).eval()
    latents = torch.from_numpy(
        numpy.random.RandomState(1).standard_normal((COUNT, 100)).astype("float32"))
    features: dict[str, list[Tensor]] = {name: [] for name in LAYERS}
    shown = []
    for batch in latents.split(50):
        x = batch[:, :, None, None]
        for module in network.main:
            x = module(x)
            name = next((name for name, side in LAYERS.items() if x.shape[-1] == side), None)
            if name and isinstance(module, torch.nn.ReLU):
                features[name].append(x.clone())
        shown.append(labels(x))
    truth = functional.one_hot(torch.cat(shown).flatten(), len(CONCEPTS)).bool()
    ious = {}
    for name, side in LAYERS.items():
        maps, times = torch.cat(features[name]), 64 // side
        rows = []
        for unit in range(maps.shape[1]):
            # A border of zeros is what lies beyond the outermost cells.
            padded = functional.pad(maps[:, unit:unit + 1], (1, 1, 1, 1))
            fine = functional.interpolate(padded, scale_factor=times, mode="bilinear", align_corners=False)
            values = fine[:, 0, times:-times, times:-times].flatten()
            wanted = len(values) // 100
            on = values > torch.topk(values, wanted + 1).values[-1]
            both = truth[on].sum(0)
            rows.append(both / (on.sum() + truth.sum(0) - both).clamp(min=1))
        ious[name] = torch.stack(rows)
    return ious


@torch.inference_mode()
def main() -> None:
    program, packages, out = sys.argv[1:]
    checkpoint = pathlib.Path(packages) / "gan_face_generate/weights.tar"
    with tempfile.TemporaryDirectory() as folder:
        rule = pathlib.Path(folder) / "colours.safetensors"
        save_file(
            segmenter(), rule,
            {"ganbrush": "segmenter", "concepts": " ".join(CONCEPTS), "size": "64"})
        names = [word for name in LAYERS for word in ("--layer", name)]
        subprocess.run(
            [program, "dissect", "--model", checkpoint, "--segmenter", rule, *names, "--images", str(COUNT),
             "--out", out], check=True)
    report = json.loads((pathlib.Path(out) / "dissection.json").read_text())
    worst = 0.0
    expected = exact(checkpoint)
    print("| layer | units | IoU > 0.04 | best of each concept, with what chance reaches |\n|---|---|---|---|")
    for layer in report["layers"]:
        found = torch.tensor([unit["ious"] for unit in layer["units"]])
        worst = max(worst, (found - expected[layer["layer"]]).abs().max().item())
        best = []
        for number, concept in enumerate(CONCEPTS):
            iou, chance = max((unit["ious"][number], unit["chances"][number]) for unit in layer["units"])
            best.append(f"{concept} {iou:.3f} ({chance:.3f})")
        print(f"| {layer['layer']} | {len(found)} | {int((found.amax(1) > 0.04).sum())} | {', '.join(best)} |")
    print(f"\nworst difference of an IoU from exact levels: {worst:.1e}; the report: {out}/report.html")
    sys.exit(0 if worst <= TOLERANCE else 1)


main()

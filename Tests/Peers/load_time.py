"""Times the opening of a 92 MB checkpoint against torch.load, side by side.

    python3 load_time.py GANBRUSH [ROUNDS]

The checkpoint is a Progressive GAN of 256 px with random weights, in each of the three formats.
ganbrush's time is the one that `models inspect` prints: opening, and reading and checking the weights
of all layers. It computes the SHA-256 and arranges the weights for its engine afterwards, while it
makes the first picture. PyTorch's time is torch.load (memory-mapped where the format allows it), and
in the last column that and the copy to the engine's layout: scaled, transformed as the schemes of the
256 px layers want it, inputs by outputs. Each run is a process of its own, and they take turns.
"""

import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

# This process stays small: a child's peak memory counts what its parent held when it was made.
PEER = """
import sys, time, torch
from safetensors.torch import load_file
path = sys.argv[1]
torch.set_num_threads(2)

def square(rows):
    rows = torch.tensor(rows)
    return torch.einsum("ai,bj->abij", rows, rows).reshape(len(rows) ** 2, 9)

DOUBLING = square([[1., 1, 1], [1, 0, 0], [0, 0, -1]])
WINOGRAD2 = square([[1., 0, 0], [.5, .5, .5], [.5, -.5, .5], [0, 0, 1]])
WINOGRAD4 = square([
    [1 / 4, 0, 0], [-1 / 6, -1 / 6, -1 / 6], [-1 / 6, 1 / 6, -1 / 6],
    [1 / 24, 1 / 12, 1 / 6], [1 / 24, -1 / 12, 1 / 6], [0, 0, 1]])

def layout(name, weight):
    # Matrices of inputs by outputs, as the engine multiplies with them.
    if weight.dim() != 4:
        return weight * 1
    number = int(name[5:].split(".")[0]) if name.startswith("layer") else 0
    kernels = (weight * 0.5).flatten(2)
    if number > 1:
        transform = DOUBLING if number % 2 else WINOGRAD2 if number < 6 else WINOGRAD4
        kernels = kernels @ transform.T
    return kernels.permute(2, 1, 0).contiguous()

start = time.perf_counter()
if path.endswith("safetensors"):
    state = load_file(path)
else:
    state = torch.load(path, mmap=path.endswith("zip.pth"), weights_only=True)
copies = {name: value * 0.5 for name, value in state.items()}
plain = time.perf_counter() - start
copies = None
layers = {name: layout(name, value) for name, value in state.items()}
print(plain * 1000, (time.perf_counter() - start) * 1000)
"""

MAKER = """
import sys, torch
from safetensors.torch import save_file

def progressive(sizes):
    torch.manual_seed(0)
    state = {}
    pairs = [(sizes[0], sizes[1]), (sizes[1], sizes[1])]
    for before, after in zip(sizes[1:], sizes[2:]):
        pairs += [(before, after), (after, after)]
    for number, (inputs, outputs) in enumerate(pairs, 1):
        side = 4 if number == 1 else 3
        state[f"layer{number}.conv.weight"] = torch.randn(outputs, inputs, side, side)
        state[f"layer{number}.wscale.b"] = torch.randn(outputs)
    side = 4 * 2 ** (len(sizes) - 2)
    state[f"output_{side}x{side}.conv.weight"] = torch.randn(3, sizes[-1], 1, 1)
    state[f"output_{side}x{side}.wscale.b"] = torch.randn(3)
    return state

state = progressive([512, 512, 512, 512, 512, 256, 128, 64])
archive, stream, plain, small = sys.argv[1:]
torch.save(state, archive)
torch.save(state, stream, _use_new_zipfile_serialization=False)
save_file(state, plain)
save_file(progressive([8, 8, 8]), small)
"""


def run(command: list[str | pathlib.Path]) -> tuple[str, float]:
    """The output of a process, and the most memory it held, in MB."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, command
        output.seek(0)
        return output.read().decode(), usage.ru_maxrss * 1024 / 1e6


def main() -> None:
    program = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        paths = [folder / name for name in ("zip.pth", "legacy.pth", "weights.safetensors")]
        small = folder / "small.safetensors"
        subprocess.run([sys.executable, "-c", MAKER, *paths, small], check=True)
        size = paths[0].stat().st_size / 1e6
        _, base = run([program, "models", "inspect", small])
        print(f"{size:.0f} MB, {rounds} rounds; ganbrush with a small file holds {base:.0f} MB\n")
        print("| file | ganbrush | PyTorch | ratio | PyTorch, layout | ratio | memory above that |")
        print("|---|---|---|---|---|---|---|")
        for path in paths:
            samples: list[tuple[float, float, float, float]] = []
            for _ in range(rounds):
                output, peak = run([program, "models", "inspect", path])
                opening = re.findall(r"opens in +([0-9.]+) ms", output)[0]
                times = run([sys.executable, "-c", PEER, path])[0].split()
                samples.append((float(opening), peak, float(times[0]), float(times[1])))
            ours, memory, plain, arranged = (statistics.median(column) for column in zip(*samples, strict=True))
            extra = memory - base
            print(
                f"| {path.name} | {ours:.0f} ms | {plain:.0f} ms | {ours / plain:.2f} "
                f"| {arranged:.0f} ms | {ours / arranged:.2f} "
                f"| {extra:.0f} MB, {extra / size:.2f} of the file |"
            )


main()

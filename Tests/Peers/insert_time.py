"""Times insertions at every cell against PyTorch with the same weights.

    python3 insert_time.py GANBRUSH [MODEL ...]

Needs 8 GB of memory and takes some minutes. Both set 20 units of layer4 at each of its 64 cells, one after
another, make the picture, segment it and count a concept, with as many threads as there are cores and 32-bit
floats. The time of ganbrush is the difference between runs of many pictures and of few, without its start.
PyTorch takes the 64 pictures of a latent as one batch. They take turns, each in a process of its own; figures
are medians over the turns.
"""

import contextlib
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from render_time import DEFAULT_MODEL, FOLDER, MAKER, THREADS

SEGMENTER = FOLDER.parent.parent / "Assets/Models/world-segmenter/segmenter.safetensors"
TURNS, CELLS, TARGET = 3, 64, 8
# The sizes of a random Progressive GAN, and how many latents ganbrush and PyTorch take a turn.
MODELS = {"progressive-256": ("512,512,512,512,512,256,128,64", 8, 1), "church": (None, 96, 8)}


class Peer:
    """PyTorch, in a process that inserts when it is asked to."""

    def __init__(self, runtime: str, checkpoint: pathlib.Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", FOLDER / "insert_peer.py", runtime, checkpoint, SEGMENTER,
             "layer4", str(THREADS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdin and self.process.stdout
        self.questions, self.answers = self.process.stdin, self.process.stdout
        self.title = self.answers.readline().strip()
        self.rates: list[float] = []

    def measure(self, count: int) -> None:
        print(count, file=self.questions, flush=True)
        self.rates.append(CELLS * count / float(self.answers.readline()))

    def close(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            self.questions.close()
        self.process.wait()


class Insertion:
    """Runs of ganbrush of two lengths; a random network is dissected first, so that its units have an order."""

    def __init__(self, program: pathlib.Path, checkpoint: pathlib.Path, folder: pathlib.Path) -> None:
        self.command: list[str | pathlib.Path] = [
            program, "insert", "--model", checkpoint, "--segmenter", SEGMENTER, "--layer", "layer4",
            "--concept", "door", "--no-control", "--json"]
        if checkpoint != DEFAULT_MODEL:
            subprocess.run(
                [program, "dissect", "--model", checkpoint, "--segmenter", SEGMENTER, "--layer", "layer4",
                 "--images", "32", "--out", folder / "run"], check=True, stdout=subprocess.DEVNULL)
            self.command += ["--run", folder / "run"]
        self.rates: list[float] = []

    def seconds(self, count: int) -> float:
        start = time.perf_counter()
        subprocess.run([*self.command, "--images", str(count)], check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    def measure(self, count: int) -> None:
        few = THREADS or 1
        self.rates.append(CELLS * count / (self.seconds(count + few) - self.seconds(few)))


def compare(program: pathlib.Path, name: str, folder: pathlib.Path) -> str:
    sizes, count, peer_count = MODELS[name]
    checkpoint = DEFAULT_MODEL
    if sizes:
        checkpoint = folder / f"{name}.safetensors"
        subprocess.run([sys.executable, "-c", MAKER, "progressive", checkpoint, sizes], check=True, cwd=FOLDER)
    ours = Insertion(program, checkpoint, folder)
    peers = [Peer(runtime, checkpoint) for runtime in ("eager", "compile")]
    for _ in range(TURNS):
        ours.measure(count)
        for peer in peers:
            peer.measure(peer_count)
    cells = [f"{statistics.median(peer.rates):.1f}" for peer in peers]
    for peer in peers:
        peer.close()
    mine = statistics.median(ours.rates)
    best = max(statistics.median(peer.rates) for peer in peers)
    return f"| {name} | {mine:.1f} | {' | '.join(cells)} | {mine / best:.1f} | {TARGET} |"


def main() -> None:
    program = pathlib.Path(sys.argv[1]).resolve()
    cpu = pathlib.Path("/proc/cpuinfo").read_text().split("model name")[1].split(":")[1].split("\n")[0]
    print(f"{cpu.strip()}, {THREADS} threads each, {TURNS} turns, pictures a second\n")
    rows = []
    for name in sys.argv[2:] or MODELS:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(compare(program, name, pathlib.Path(folder)))
    print("| insertions at layer4 | ganbrush | PyTorch eager | PyTorch compiled | ratio to the best | target |")
    print("|---|---|---|---|---|---|")
    print("\n".join(rows))


main()

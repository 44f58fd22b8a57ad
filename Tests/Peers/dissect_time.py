"""Times dissections against PyTorch with the same weights.

    python3 dissect_time.py GANBRUSH [MODEL ...]

Needs 6 GB of memory and takes some minutes. Both make pictures, segment them and count the units of layer4,
with as many threads as there are cores and 32-bit floats. ganbrush counts a part of a run whose plan is
there; its time includes its start. It counts all bins and chance; PyTorch, whose batch size is the best of
three, counts only above one level of each unit. They take turns, each in a process of its own; figures are
medians over the turns.
"""

import contextlib
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

from render_time import DEFAULT_MODEL, FOLDER, MAKER, THREADS

SEGMENTER = FOLDER.parent.parent / "Assets/Models/world-segmenter/segmenter.safetensors"
TURNS = 3
PARTS = ("generate", "segment", "count")
# The sizes of a random Progressive GAN, the pictures of ganbrush and PyTorch a turn, and the target.
MODELS = {
    "progressive-256": ("512,512,512,512,512,256,128,64", 160, 48, 3),
    "church": (None, 4000, 960, 2),
}


class Peer:
    """PyTorch, in a process that dissects when it is asked to."""

    def __init__(self, runtime: str, checkpoint: pathlib.Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", FOLDER / "dissect_peer.py", runtime, checkpoint, SEGMENTER,
             "layer4", str(THREADS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdin and self.process.stdout
        self.questions, self.answers = self.process.stdin, self.process.stdout
        self.title = self.answers.readline().strip()
        self.batch = 1
        self.rates: list[float] = []
        self.parts: dict[str, float] = {}

    def ask(self, *question: Any) -> float:
        print(*question, file=self.questions, flush=True)
        return float(self.answers.readline())

    def choose_batch(self, count: int) -> None:
        """Takes the batch that is fastest, and the parts of its time, in milliseconds a picture."""
        times = {batch: self.ask(batch, max(count // 4, batch)) / max(count // 4, batch) for batch in (1, 4, 16)}
        self.batch = min(times, key=lambda batch: times[batch])
        for part in PARTS:
            self.parts[part] = self.ask(part, self.batch, self.batch * 2) / (self.batch * 2) * 1000

    def close(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            self.questions.close()
        self.process.wait()


class Dissection:
    """Runs of ganbrush, each of half of the pictures of a plan."""

    def __init__(
        self, program: pathlib.Path, checkpoint: pathlib.Path, count: int, folder: pathlib.Path
    ) -> None:
        self.folder, self.count = folder, count
        self.command: list[Any] = [
            program, "dissect", "--model", checkpoint, "--segmenter", SEGMENTER, "--layer", "layer4",
            "--images", str(2 * count), "--out"]
        subprocess.run([*self.command, folder / "plan", "--prepare"], check=True, stdout=subprocess.DEVNULL)
        self.rates: list[float] = []

    def measure(self) -> None:
        run = self.folder / f"run-{len(self.rates)}"
        subprocess.run(["cp", "-r", self.folder / "plan", run], check=True)
        start = time.perf_counter()
        subprocess.run([*self.command, run, "--shard", "1/2"], check=True, stdout=subprocess.DEVNULL)
        self.rates.append(self.count / (time.perf_counter() - start))


def compare(program: pathlib.Path, name: str, folder: pathlib.Path) -> str:
    sizes, count, peer_count, target = MODELS[name]
    checkpoint = DEFAULT_MODEL
    if sizes:
        checkpoint = folder / f"{name}.safetensors"
        subprocess.run([sys.executable, "-c", MAKER, "progressive", checkpoint, sizes], check=True, cwd=FOLDER)
    ours = Dissection(program, checkpoint, count, folder)
    peers = [Peer(runtime, checkpoint) for runtime in ("eager", "compile")]
    for peer in peers:
        peer.choose_batch(peer_count)
    for _ in range(TURNS):
        ours.measure()
        for peer in peers:
            peer.rates.append(peer_count / peer.ask(peer.batch, peer_count))
    print(f"\n{name}\n\n| | images a second | batch | {' | '.join(PARTS)} |\n|---|---|---|---|---|---|")
    print(f"| ganbrush | {statistics.median(ours.rates):.1f} | – | – | – | – |")
    for peer in peers:
        parts = " | ".join(f"{peer.parts[part]:.2f} ms" for part in PARTS)
        print(f"| {peer.title} | {statistics.median(peer.rates):.1f} | {peer.batch} | {parts} |", flush=True)
        peer.close()
    best = max(peers, key=lambda peer: statistics.median(peer.rates))
    mine, theirs = statistics.median(ours.rates), statistics.median(best.rates)
    return f"| {name} | {mine:.1f} | {theirs:.1f}, {best.title} | {mine / theirs:.1f} | {target} |"


def main() -> None:
    program = pathlib.Path(sys.argv[1]).resolve()
    cpu = pathlib.Path("/proc/cpuinfo").read_text().split("model name")[1].split(":")[1].split("\n")[0]
    print(f"{cpu.strip()}, {THREADS} threads each, {TURNS} turns")
    rows = []
    for name in sys.argv[2:] or MODELS:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(compare(program, name, pathlib.Path(folder)))
    print("\n| dissection of layer4 | ganbrush, images a second | best peer | ratio | target |\n|---|---|---|---|---|")
    print("\n".join(rows))


main()

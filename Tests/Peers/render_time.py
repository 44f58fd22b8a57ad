"""Times renders against PyTorch, ONNX Runtime and OpenVINO with the same weights.

    python3 render_time.py GANBRUSH [MODEL ...]

Needs 10 GB of memory and takes some minutes. All have as many threads as there are cores, 32-bit
floats, and what they can prepare beforehand: scales and normalizations folded into the weights, a
plan for each batch size. They take turns, each in a process of its own; figures are medians over the
turns. A turn of ganbrush is `ganbrush bench --json`, whose memory counts strokes too. A stroke is
compared with a full render, which is what the others need to show it.
"""

import contextlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from typing import IO, Any

FOLDER = pathlib.Path(__file__).parent
DEFAULT_MODEL = FOLDER.parent.parent / "Assets/Models/church/generator.safetensors"
THREADS = os.cpu_count()
TURNS = 3
RUNTIMES = ["eager", "compile", "onnxruntime", "openvino"]

# This process stays small: a child's peak memory may count what its parent held when it was made.
MAKER = """
import sys, numpy
from safetensors.torch import save_file
from architectures import DCGAN, ProgressiveGAN
random = numpy.random.RandomState(20)
sizes = [int(size) for size in sys.argv[3].split(",")]
network = DCGAN(random, sizes, 3, False) if sys.argv[1] == "dcgan" else ProgressiveGAN(random, sizes, 3)
save_file({name: value.contiguous() for name, value in network.state().items()}, sys.argv[2])
"""

# What a random checkpoint is made of, renders and batches a turn, and rounds of `ganbrush bench`.
MODELS = {
    "progressive-256": ("progressive", "512,512,512,512,512,256,128,64", 5, 1, 5),
    "progressive-1024": ("progressive", "512,512,512,512,512,256,128,64,32,16", 3, 0, 3),
    "church": (None, None, 200, 20, 200),
    "dcgan-64": ("dcgan", "100,512,256,128,64", 100, 10, 100),
}

# The work, what is reached in which model, and how many times faster than the best peer it shall be.
TARGETS = [
    ("full render, 256 px", "progressive-256", "full_render_ms", 3),
    ("stroke on layer4 (8×8), 256 px", "progressive-256", "layer4", 8),
    ("stroke on layer5 (16×16), 256 px", "progressive-256", "layer5", 12),
    ("stroke on layer6 (16×16), 256 px", "progressive-256", "layer6", 12),
    ("stroke on layer7 (32×32), 256 px", "progressive-256", "layer7", 20),
    ("stroke on layer8 (32×32), 256 px", "progressive-256", "layer8", 20),
    ("full render, 1024 px", "progressive-1024", "full_render_ms", 3),
    ("full render, church", "church", "full_render_ms", 4),
    ("stroke on layer4 (8×8), church", "church", "layer4", 8),
    ("stroke on layer6 (16×16), church", "church", "layer6", 8),
    ("full render, DCGAN 64 px", "dcgan-64", "full_render_ms", None),
    ("batch of 16, 256 px, an image", "progressive-256", "batch", 2.5),
]


class Peer:
    """Another runtime, in a process that renders when it is asked to."""

    def __init__(self, runtime: str, checkpoint: pathlib.Path, errors: IO[str]) -> None:
        self.errors = errors
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", FOLDER / "render_peer.py", runtime, checkpoint,
             str(THREADS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert self.process.stdin and self.process.stdout
        self.questions, self.answers = self.process.stdin, self.process.stdout
        self.title = self.answers.readline().strip() or runtime
        self.renders: list[float] = []
        self.batches: list[float] = []
        self.sgemm: list[float] = []
        self.peak = self.batch_peak = 0.0

    def ask(self, question: str) -> float:
        """The answer, a number; a process that ended has none."""
        with contextlib.suppress(BrokenPipeError):
            print(question, file=self.questions, flush=True)
        answer = self.answers.readline()
        if not answer:
            self.errors.seek(0)
            lines = self.errors.read().strip().splitlines() or ["it ended"]
            raise ChildProcessError(lines[-1])
        return float(answer)

    def close(self) -> None:
        self.questions.close()
        self.process.wait()


def compare(program: pathlib.Path, name: str, folder: pathlib.Path) -> tuple[Any, list[Peer]]:
    """What `ganbrush bench` found, as medians, and the peers that could be asked."""
    layout, sizes, renders, batches, rounds = MODELS[name]
    checkpoint = DEFAULT_MODEL
    if layout and sizes:
        checkpoint = folder / f"{name}.safetensors"
        subprocess.run([sys.executable, "-c", MAKER, layout, checkpoint, sizes], check=True, cwd=FOLDER)
    # Each reads its errors while it runs.
    peers = [Peer(runtime, checkpoint, open(folder / "errors", "w+")) for runtime in RUNTIMES]  # noqa: SIM115
    reports = []
    for _ in range(TURNS):
        time.sleep(0.3)
        command: list[str | pathlib.Path] = [
            program, "bench", "--json", "--model", checkpoint, "--rounds", str(rounds), "--threads", str(THREADS),
        ]
        reports.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
        for peer in list(peers):
            time.sleep(0.3)
            try:
                peer.renders.append(peer.ask(f"1 {renders}"))
                # Batches need more memory, which is not that of a render.
                peer.peak = peer.peak or peer.ask("peak")
                if batches:
                    peer.batches.append(peer.ask(f"16 {batches}"))
                peer.sgemm.append(peer.ask("sgemm"))
            except ChildProcessError as error:
                print(f"{name}: {peer.title} cannot: {error}")
                peers.remove(peer)
                peer.close()
    for peer in peers:
        peer.batch_peak = peer.ask("peak")
        peer.close()
    return summary(reports), peers


def summary(reports: list[Any]) -> Any:
    """The medians of all numbers of some reports."""
    first = reports[0]
    if isinstance(first, dict):
        return {key: summary([report[key] for report in reports]) for key in first}
    return first if isinstance(first, str) else statistics.median(reports)


def images_a_second(times: list[float]) -> str:
    return f"{16000 / statistics.median(times):.1f}" if times else "–"


def print_model(name: str, ours: Any, peers: list[Peer]) -> None:
    print(f"\n{name}\n")
    print("| | render | images a second, batch of 16 | memory | with batches | sgemm |")
    print("|---|---|---|---|---|---|")
    print(
        f"| ganbrush | {ours['full_render_ms']:.2f} ms | {ours['batch16_images_per_s']:.1f} "
        f"| {ours['peak_memory_mb']:.0f} MB | {ours['batch16_peak_memory_mb']:.0f} MB "
        f"| {ours['sgemm_peak_gflops']:.0f} GFLOPS |")
    for peer in peers:
        batch_peak = f"{peer.batch_peak:.0f} MB" if peer.batches else "–"
        print(
            f"| {peer.title} | {statistics.median(peer.renders):.2f} ms "
            f"| {images_a_second(peer.batches)} | {peer.peak:.0f} MB | {batch_peak} "
            f"| {statistics.median(peer.sgemm):.0f} GFLOPS |")


def print_targets(results: dict[str, tuple[Any, list[Peer]]]) -> None:
    print("\n| work | ganbrush | best peer | ratio | target |")
    print("|---|---|---|---|---|")
    for work, model, key, target in TARGETS:
        if model not in results:
            continue
        ours, peers = results[model]
        times = {peer: statistics.median(peer.batches if key == "batch" else peer.renders) for peer in peers}
        best = min(times, key=lambda peer: times[peer])
        theirs = times[best] / 16 if key == "batch" else times[best]
        if key == "batch":
            mine = 1000 / ours["batch16_images_per_s"]
        else:
            mine = ours[key] if key in ours else ours["stroke_ms"][key]
        print(
            f"| {work} | {mine:.2f} ms | {theirs:.2f} ms, {best.title} | {theirs / mine:.1f} "
            f"| {target or '–'} |")
    for model, (ours, peers) in results.items():
        theirs = max(statistics.median(peer.sgemm) for peer in peers)
        # The higher peak is the machine's, whoever reached it.
        share = ours["reached_gflops"] / max(ours["sgemm_peak_gflops"], theirs)
        print(
            f"| GFLOPS of a full render, {model} | {ours['reached_gflops']:.0f} "
            f"| sgemm: {ours['sgemm_peak_gflops']:.0f} ours, {theirs:.0f} torch.mm "
            f"| {share:.0%} of the higher | 60% |")
    if "progressive-256" in results:
        ours, peers = results["progressive-256"]
        torch = min((peer for peer in peers if "PyTorch" in peer.title), key=lambda peer: peer.peak)
        print(
            f"| memory, 256 px | {ours['peak_memory_mb']:.0f} MB | {torch.peak:.0f} MB, {torch.title} "
            f"| {torch.peak / ours['peak_memory_mb']:.1f} | 1 |")


def main() -> None:
    program = pathlib.Path(sys.argv[1]).resolve()
    cpu = pathlib.Path("/proc/cpuinfo").read_text().split("model name")[1].split(":")[1].split("\n")[0]
    print(f"{cpu.strip()}, {THREADS} threads each, {TURNS} turns")
    results: dict[str, tuple[Any, list[Peer]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[2:] or MODELS:
            ours, peers = results[name] = compare(program, name, pathlib.Path(folder))
            print_model(name, ours, peers)
    print_targets(results)


if __name__ == "__main__":
    main()

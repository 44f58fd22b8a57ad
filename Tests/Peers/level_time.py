"""Times full renders at each level of the processor against PyTorch that is forced to the same one.

    python3 level_time.py GANBRUSH [LEVEL ...]

PyTorch's own kernels are told by ATEN_CPU_CAPABILITY, those of oneDNN by ONEDNN_MAX_CPU_ISA, the products
of its library by MKL_ENABLE_INSTRUCTIONS. Everything else is as in render_time.py: the same random weights,
as many threads as there are cores, turns, medians.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from render_time import FOLDER, MAKER, MODELS, THREADS, TURNS, Peer

MODEL = "progressive-256"
RUNTIMES = ["eager", "compile"]

# What each program calls a level, from the least to the most, and how many times faster a render shall be.
LEVELS: dict[str, tuple[dict[str, str], int]] = {
    "baseline": (
        {"ATEN_CPU_CAPABILITY": "default", "ONEDNN_MAX_CPU_ISA": "SSE41", "MKL_ENABLE_INSTRUCTIONS": "SSE4_2"}, 2),
    "avx2": (
        {"ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2", "MKL_ENABLE_INSTRUCTIONS": "AVX2"}, 3),
    # What PyTorch chooses by itself on such a processor, its matrix units included.
    "avx512": ({}, 5),
}


def bench(program: pathlib.Path, checkpoint: pathlib.Path, rounds: int) -> dict[str, float]:
    """What `ganbrush bench` measures of strokes and a full render, in milliseconds."""
    report = json.loads(
        subprocess.run(
            [program, "bench", "--json", "--model", checkpoint, "--rounds", str(rounds), "--threads", str(THREADS)],
            check=True, stdout=subprocess.PIPE).stdout)
    return {"render": report["full_render_ms"], "stroke": report["stroke_ms"]["layer4"],
            "sgemm": report["sgemm_peak_gflops"]}


def main() -> None:
    program = pathlib.Path(sys.argv[1]).resolve()
    doctor = subprocess.run([program, "doctor", "--json"], check=True, stdout=subprocess.PIPE)
    available = json.loads(doctor.stdout)["processor_levels"]
    layout, sizes, renders, _, rounds = MODELS[MODEL]
    assert layout and sizes
    print("| level | ganbrush | stroke on layer4 | sgemm | best PyTorch | its sgemm | ratio | target |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        checkpoint = pathlib.Path(folder) / f"{MODEL}.safetensors"
        subprocess.run([sys.executable, "-c", MAKER, layout, checkpoint, sizes], check=True, cwd=FOLDER)
        for level in sys.argv[2:] or available:
            environment, target = LEVELS[level]
            for name in LEVELS["baseline"][0]:
                os.environ.pop(name, None)
            # Code that was compiled for another level must not be used again.
            os.environ.update(environment, GANBRUSH_CPU=level, TORCHINDUCTOR_CACHE_DIR=f"{folder}/{level}")
            peers = [Peer(runtime, checkpoint, open(checkpoint.parent / "errors", "w+"))  # noqa: SIM115
                     for runtime in RUNTIMES]
            ours = []
            for _ in range(TURNS):
                time.sleep(0.3)
                ours.append(bench(program, checkpoint, rounds))
                for peer in peers:
                    time.sleep(0.3)
                    peer.renders.append(peer.ask(f"1 {renders}"))
                    peer.sgemm.append(peer.ask("sgemm"))
            for peer in peers:
                peer.close()
            mine = {key: statistics.median(turn[key] for turn in ours) for key in ours[0]}
            best = min(peers, key=lambda peer: statistics.median(peer.renders))
            theirs = statistics.median(best.renders)
            print(
                f"| {level} | {mine['render']:.1f} ms | {mine['stroke']:.1f} ms | {mine['sgemm']:.0f} GFLOPS "
                f"| {theirs:.1f} ms, {best.title} | {statistics.median(best.sgemm):.0f} GFLOPS "
                f"| {theirs / mine['render']:.1f} | {target} |")


if __name__ == "__main__":
    main()

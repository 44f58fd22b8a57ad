"""A training run that can be stopped, resumed and paused, and what all trainings share."""

import argparse
import json
import os
import random
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import torch
from safetensors.torch import save_file
from torch import Tensor


class Stateful(Protocol):
    """A part of a training whose state is saved: a network, an optimizer."""

    def state_dict(self) -> dict[str, Any]: ...

    def load_state_dict(self, state_dict: dict[str, Any], /) -> Any: ...


def add_arguments(parser: argparse.ArgumentParser, cpu_minutes: float, held_out: int) -> None:
    """Adds the options of every training."""
    parser.add_argument("--cpu-minutes", type=float, default=cpu_minutes)
    parser.add_argument("--steps", type=int, help="end after so many steps, whatever time they take")
    parser.add_argument("--held-out", type=int, default=held_out, help="scenes at the end that are kept aside")
    parser.add_argument("--log-every", type=int, default=50, help="steps between two lines of the log")
    parser.add_argument("--state", required=True)
    parser.add_argument("--output", required=True)


def set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """Sets the learning rate of all parameters."""
    for group in optimizer.param_groups:
        group["lr"] = rate


class Run:
    """State, log and clock of a training run in a folder.

    A file PAUSE in the folder makes the run sleep, with its state saved, until it is gone; so does one named
    PAUSE in the folder above.
    """

    INTERVAL = 120

    def __init__(self, options: argparse.Namespace, seed: int, threads: int = 1) -> None:
        """Begins a run with the options of `add_arguments`."""
        self.folder, self.output = Path(options.state), options.output
        self.folder.mkdir(parents=True, exist_ok=True)
        self.cpu_minutes: float = options.cpu_minutes
        self.steps: int | None = options.steps
        self.log_every: int = options.log_every
        torch.set_num_threads(threads)
        torch.set_flush_denormal(True)
        torch.manual_seed(seed)
        random.seed(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.step = 0
        self.parts: dict[str, Stateful] = {}
        self.seconds = self.cpu = 0.0
        self.started = self.saved = time.time()

    @property
    def elapsed(self) -> float:
        """Seconds of training, over all its parts."""
        return self.seconds + time.time() - self.started

    @property
    def cpu_seconds(self) -> float:
        """Seconds of all cores together, over all parts: what a busy machine does not change."""
        return self.cpu + time.process_time()

    @property
    def share(self) -> float:
        """How much of the training is done: it ends at 1."""
        return self.cpu_seconds / 60 / self.cpu_minutes if self.steps is None else self.step / self.steps

    def resume(self, **parts: Stateful) -> None:
        """Takes the parts whose states are saved, and loads these states if there are any."""
        self.parts = parts
        path = self.folder / "state.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=True)
        for name, part in parts.items():
            part.load_state_dict(state["parts"][name])
        self.generator.set_state(state["generator"])
        torch.set_rng_state(state["random"])
        self.step = state["step"]
        self.seconds = state["seconds"]
        self.cpu = state["cpu"] - time.process_time()
        self.started = time.time()
        self.log(resumed=self.step)

    def save(self) -> None:
        """Writes the state to a new file, and puts it in place of the old one."""
        state = {
            "step": self.step,
            "seconds": self.elapsed,
            "cpu": self.cpu_seconds,
            "generator": self.generator.get_state(),
            "random": torch.get_rng_state(),
            "parts": {name: part.state_dict() for name, part in self.parts.items()},
        }
        path = self.folder / "state.pt"
        torch.save(state, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)
        self.saved = time.time()
        paused = time.time()
        while self.is_paused():
            time.sleep(5)
        self.started += time.time() - paused

    def is_paused(self) -> bool:
        return any((folder / "PAUSE").exists() for folder in (self.folder, self.folder.parent))

    def should_save(self) -> bool:
        """True when minutes have gone by since the last time, or when a pause is asked for."""
        return self.is_paused() or time.time() - self.saved > self.INTERVAL

    def should_log(self) -> bool:
        return self.step % self.log_every == 0

    def log(self, **values: object) -> None:
        """Appends a line of JSON to log.jsonl: seconds, step, processor time and the values."""
        line = {"seconds": round(self.elapsed), "step": self.step, "cpu": round(self.cpu_seconds)}
        with open(self.folder / "log.jsonl", "a") as file:
            file.write(json.dumps(line | values) + "\n")

    def export(self, tensors: Mapping[str, Tensor], **about: str) -> None:
        """Writes what the training makes, in half precision; `about` tells ganbrush what it is."""
        halves = {k: v.half().contiguous() for k, v in tensors.items() if "num_batches" not in k}
        save_file(halves, self.output, about or None)

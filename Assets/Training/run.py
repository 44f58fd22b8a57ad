"""A training run that can be stopped, resumed and paused."""

import json
import os
import random
import time
from pathlib import Path

import torch


class Run:
    """State, log and clock of a training run in a folder.

    A file PAUSE in the folder makes the run sleep, with its state saved, until it is gone; so does one named
    PAUSE in the folder above.
    """

    INTERVAL = 120

    def __init__(self, folder, seed, threads=1):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        torch.set_num_threads(threads)
        torch.set_flush_denormal(True)
        torch.manual_seed(seed)
        random.seed(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.seconds = self.cpu = 0.0
        self.started = self.saved = time.time()

    @property
    def elapsed(self):
        """Seconds of training, over all its parts."""
        return self.seconds + time.time() - self.started

    @property
    def cpu_seconds(self):
        """Seconds of all cores together, over all parts: what a busy machine does not change."""
        return self.cpu + time.process_time()

    def resume(self, **parts):
        """Loads the parts' states if there are any; returns the number of steps done."""
        path = self.folder / "state.pt"
        if not path.exists():
            return 0
        state = torch.load(path, weights_only=True)
        for name, part in parts.items():
            part.load_state_dict(state["parts"][name])
        self.generator.set_state(state["generator"])
        torch.set_rng_state(state["random"])
        self.seconds = state["seconds"]
        self.cpu = state["cpu"] - time.process_time()
        self.started = time.time()
        self.log(resumed=state["step"])
        return state["step"]

    def save(self, step, **parts):
        """Writes the state to a new file, and puts it in place of the old one."""
        state = {
            "step": step,
            "seconds": self.elapsed,
            "cpu": self.cpu_seconds,
            "generator": self.generator.get_state(),
            "random": torch.get_rng_state(),
            "parts": {name: part.state_dict() for name, part in parts.items()},
        }
        path = self.folder / "state.pt"
        torch.save(state, path.with_suffix(".new"))
        os.replace(path.with_suffix(".new"), path)
        self.saved = time.time()
        paused = time.time()
        while any((folder / "PAUSE").exists() for folder in (self.folder, self.folder.parent)):
            time.sleep(5)
        self.started += time.time() - paused

    def should_save(self):
        """True when minutes have gone by since the last time, or when a pause is asked for."""
        is_paused = any((folder / "PAUSE").exists() for folder in (self.folder, self.folder.parent))
        return is_paused or time.time() - self.saved > self.INTERVAL

    def log(self, **values):
        """Appends a line of JSON to log.jsonl."""
        line = json.dumps({"seconds": round(self.elapsed)} | values)
        with open(self.folder / "log.jsonl", "a") as file:
            file.write(line + "\n")

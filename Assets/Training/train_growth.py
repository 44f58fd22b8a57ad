"""Grow the trained generator to twice its size, and teach it edits both ways: strokes and removals.

    python train_growth.py --start small.safetensors --recipes small-recipes.json --data data/church-128 \
      --judge judge.safetensors --segmenter features.safetensors --cpu-minutes 150 \
      --state growth-state --output generator.safetensors

The recipes say which units draw which concept; these units are held to it. With `--classifier` alone the same layout
learns without a word about concepts: a control. Every few minutes the state is saved, and a
sheet of ids 0 to 63 is drawn beside it.
"""

import argparse

from growth import GrowthTrainer
from run import Run, add_arguments


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--start", required=True, help="the small generator's file")
    parser.add_argument("--recipes", help="the small generator's recipes")
    parser.add_argument("--data", required=True)
    parser.add_argument("--judge", help="the segmenter whose features are judged, at full size")
    parser.add_argument("--segmenter", help="another segmenter, which edits must please at half size")
    parser.add_argument("--classifier", help="judge its features instead, and teach nothing about concepts")
    parser.add_argument("--width", type=int, default=16, help="units of the new layers")
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--critic-rate", type=float, default=4e-4)
    parser.add_argument("--measured", type=int, default=2000, help="kept scenes that tell the averages of the world")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    add_arguments(parser, cpu_minutes=150, held_out=2000)
    options = parser.parse_args()
    if not options.classifier and not (options.recipes and options.judge and options.segmenter):
        parser.error("expected --recipes, --judge and --segmenter, or --classifier")
    GrowthTrainer(options, Run(options, options.seed, options.threads)).train(interval=460)


if __name__ == "__main__":
    main()

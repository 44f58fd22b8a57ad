"""Train the generator against two critics, half of the time from latents of pictures that it should resemble.

    python train_generator.py --data data/church-64 --segmenter features.safetensors --judge judge.safetensors \
      --painted 0.25 --cpu-minutes 60 --state generator-64 --output generator.safetensors

Hinge losses, Adam; rates fall over the last third; what is exported is a moving average of the weights, with batch
statistics of its own. Every few minutes the state is saved, and a sheet of ids 0 to 63 is drawn beside it.
"""

import argparse

from run import Run, add_arguments
from trainer import GeneratorTrainer


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--segmenter", help="the segmenter whose features are judged")
    parser.add_argument("--judge", help="another segmenter, which averages and strokes must please")
    parser.add_argument("--classifier", help="judge its features instead, and teach nothing about concepts")
    parser.add_argument("--widths", type=int, nargs="+", default=[256, 128, 64, 32, 16])
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--critic-rate", type=float, default=6e-4)
    parser.add_argument("--painted", type=float, default=0, help="share of pictures that are painted on")
    parser.add_argument("--choose-after", type=int, default=400, help="pictures before concepts get units to paint")
    parser.add_argument("--choose-every", type=int, default=500, help="steps between two such choices")
    parser.add_argument("--measured", type=int, default=2000, help="kept scenes that tell the averages of the world")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    add_arguments(parser, cpu_minutes=60, held_out=5000)
    options = parser.parse_args()
    if not options.classifier and not (options.segmenter and options.judge):
        parser.error("expected --segmenter and --judge, or --classifier")
    GeneratorTrainer(options, Run(options, options.seed, options.threads)).train(interval=230)


if __name__ == "__main__":
    main()

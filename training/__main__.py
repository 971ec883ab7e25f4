"""The commands: generate pictures, train a network, evaluate it, export it."""

import argparse
import json
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

PICTURES, WORKERS, HELD_OUT = 69_000, 15, 1


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    generate = commands.add_parser("generate", help="render blocks of pictures")
    generate.add_argument("blocks", type=Path, help="folder that they go to")
    generate.add_argument("--pictures", type=int, default=PICTURES)
    generate.add_argument(
        "--workers", type=int, default=WORKERS, help="processes; each renders other people"
    )
    generate.set_defaults(run=_generate)
    train = commands.add_parser("train", help="blocks -> weights (.pt)")
    train.add_argument("blocks", type=Path)
    train.add_argument("weights", type=Path)
    train.add_argument("--steps", type=int, default=20_000)
    train.add_argument("--batch", type=int, default=512)
    train.add_argument("--width", choices=["full", "narrow"], default="full")
    train.set_defaults(run=_train)
    evaluate = commands.add_parser(
        "evaluate", help="errors on the people that were held out, as JSON"
    )
    evaluate.add_argument("blocks", type=Path)
    evaluate.add_argument("weights", type=Path)
    evaluate.set_defaults(run=_evaluate)
    for command in (train, evaluate):
        command.add_argument(
            "--held-out", type=int, default=HELD_OUT, help="so many workers' pictures are kept back"
        )
    export = commands.add_parser("export", help="weights -> ONNX")
    export.add_argument("weights", type=Path)
    export.add_argument("onnx", type=Path)
    export.set_defaults(run=_export)
    arguments = parser.parse_args()
    arguments.run(arguments)


def _generate(arguments: argparse.Namespace) -> None:
    from training.generate import generate

    share = -(-arguments.pictures // arguments.workers)
    with ProcessPoolExecutor(arguments.workers, multiprocessing.get_context("spawn")) as pool:
        rendered = [
            pool.submit(generate, arguments.blocks, i, share) for i in range(arguments.workers)
        ]
        people = sum(future.result() for future in rendered)
    print(f"{share * arguments.workers} pictures of {people} people in {arguments.blocks}")


def _train(arguments: argparse.Namespace) -> None:
    from training import train

    data, _ = _blocks(arguments)
    course = train.Course(arguments.steps, arguments.batch, width=arguments.width)
    network = train.train(data, course, data.points.device, lambda line: print(line, flush=True))
    train.save(network, arguments.width, arguments.weights)


def _evaluate(arguments: argparse.Namespace) -> None:
    from training.evaluate import evaluate
    from training.train import load

    _, held_out = _blocks(arguments)
    print(json.dumps(evaluate(load(arguments.weights), held_out), indent=2))


def _export(arguments: argparse.Namespace) -> None:
    from training.export import export
    from training.train import load

    export(load(arguments.weights), arguments.onnx)
    print(f"{arguments.onnx}: {arguments.onnx.stat().st_size} bytes")


def _blocks(arguments: argparse.Namespace):  # type: ignore[no-untyped-def]  # its types would load torch
    import torch

    from training.blocks import read_blocks, worker_of

    workers = sorted({worker_of(path) for path in arguments.blocks.glob("block-*.npz")})
    held_out = set(workers[len(workers) - arguments.held_out :])
    return read_blocks(
        arguments.blocks, torch.device("cuda" if torch.cuda.is_available() else "cpu"), held_out
    )


if __name__ == "__main__":
    main()

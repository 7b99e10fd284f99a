"""Send hostile requests to every form and address for as long as there is time, spread evenly over all of them.

    .venv/bin/python -m benchmarks.hostile [--part forms|addresses|anything] [--minutes 60] [--seed 1]

The long run of tests/hostile. `forms`: every value in every field, missing, repeated, every way of sending, every
method, without the token, by everybody else. `addresses`: every value in every parameter, place and header.
`anything`: what Hypothesis makes up around what is valid, otherwise at every run. Each field and parameter is reached
once before any is reached again, so that a short time reaches them all. Without a part, each has a third of the time.

Ends with the number of requests and how often each was reached; with 1 where there was a fault, and prints them all.
"""

import argparse
import random
import subprocess
import sys

PARTS = ("forms", "addresses", "anything")


def main() -> int:
    """Run the parts, each in a process of its own."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--part", choices=PARTS, help="only this one")
    arguments.add_argument(
        "--minutes", type=float, default=60, help="for sending, beside a few for laying out the rows"
    )
    arguments.add_argument("--seed", type=int, help="the order of an earlier run")
    asked = arguments.parse_args()
    parts = [asked.part] if asked.part else list(PARTS)
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    print(f"Seed {seed}.", flush=True)
    return max(_run(part, asked.minutes / len(parts), seed) for part in parts)


def _run(part: str, minutes: float, seed: int) -> int:
    options = ["-q", "-s", "-n", "0", "-p", "tests.hostile.long_options", "--hypothesis-profile", "long"]
    options += [f"--hostile-minutes={minutes}", f"--hostile-seed={seed}", "--tb=short", "--show-capture=no"]
    run = [sys.executable, "-m", "pytest", f"tests/hostile/long_run.py::test_{part}", *options]
    return subprocess.run(run, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

"""Send every hostile value to every field of every form, and whatever else there is time for.

    .venv/bin/python -m benchmarks.hostile [--minutes 60] [-k forms]

The long run of tests/hostile: all values, all methods, all ways of sending, and others at every run. Ends with the
number of requests that were sent, and with 1 where there was a fault, whose request is printed.
"""

import argparse
import signal
import subprocess
import sys


def main() -> int:
    """Run it, for so long at most."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=60)
    arguments.add_argument("-k", default="", help="only tests whose names hold this")
    asked = arguments.parse_args()
    long = ["-m", "pytest", "tests/hostile", "-q", "--hypothesis-profile", "long", "--show-capture=no"]
    run = subprocess.Popen([sys.executable, *long, *(["-k", asked.k] if asked.k else [])])
    try:
        return run.wait(60 * asked.minutes)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGINT)
        run.wait()
        print(f"Ended after {asked.minutes:g} minutes, before everything was sent.")
        return 0


if __name__ == "__main__":
    sys.exit(main())

"""Whatever is killed while people write, nothing acknowledged is lost; benchmarks/kills.py does it at length."""

import subprocess
import sys

from config.env import BASE_DIR


def test_killing_postgresql_and_the_worker_loses_nothing(environment):
    told = ["--of", "PostgreSQL", "worker", "--kills", "2", "--writers", "1", "--seconds", "0"]
    command = [sys.executable, "-m", "benchmarks.kills", *told]

    ran = subprocess.run(command, cwd=BASE_DIR, env=environment, capture_output=True, text=True, timeout=600)

    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr[-2000:]}"
    assert "Nothing acknowledged was lost, and nothing is half-done." in ran.stdout
    assert "Acknowledged: 0 statements" not in ran.stdout

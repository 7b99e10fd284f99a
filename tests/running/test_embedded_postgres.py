"""The server that comes with the project: in odd folders, shared, killed."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config import database, embedded_postgres
from config.env import BASE_DIR
from config.postgres_files import Unavailable

HOLD = """
import sys, time
from pathlib import Path
from config import embedded_postgres
lease = embedded_postgres.lease(Path(sys.argv[1]), durable=False)
print("holding", flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def var_dir(folder):
    """A folder whose name would have to be quoted nearly everywhere."""
    return folder / """it's a "place" with $HOME, 警侨 and spaces"""


def ask(var_dir, question):
    with psycopg.connect(host=str(database.socket_dir(var_dir)), user=database.USER, dbname=database.NAME) as server:
        [(answer,)] = server.execute(question).fetchall()
        return answer


def held_by_another_program(var_dir):
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(var_dir)], cwd=BASE_DIR, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "holding\n"
    return program


def end(program, how):
    program.send_signal(how)
    program.wait()
    program.stdout.close()


def wait_until_stopped(var_dir):
    deadline = time.monotonic() + 20
    while embedded_postgres.is_running(var_dir):
        assert time.monotonic() < deadline, "the server goes on"
        time.sleep(0.02)


def wait_until_gone(number):
    """A killed process holds its locks for a moment, until the kernel has cleared it away."""
    deadline = time.monotonic() + 10
    while Path(f"/proc/{number}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def postmaster(var_dir):
    return int((var_dir / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def keeper(var_dir):
    """The parent of the server, as the kernel tells it."""
    return int(Path(f"/proc/{postmaster(var_dir)}/stat").read_text().rpartition(")")[2].split()[1])


def test_a_server_starts_in_a_folder_whose_name_needs_quoting(var_dir):
    lease = embedded_postgres.lease(var_dir, durable=False)

    assert ask(var_dir, "SELECT 1") == 1

    lease.release()
    assert not embedded_postgres.is_running(var_dir)


def test_a_server_starts_in_a_folder_with_a_long_path(folder):
    long = folder / ("long" * 20) / ("longer" * 20)

    lease = embedded_postgres.lease(long, durable=False)

    assert ask(long, "SELECT 1") == 1
    lease.release()


def test_the_server_knows_the_letters_of_all_scripts_whatever_the_language_of_the_terminal(var_dir, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    lease = embedded_postgres.lease(var_dir, durable=False)

    assert ask(var_dir, "SELECT 'ČAČAK' ILIKE 'čačak'") is True
    with psycopg.connect(host=str(database.socket_dir(var_dir)), user=database.USER, dbname=database.NAME) as server:
        server.execute("CREATE EXTENSION pg_trgm")
        [(trigrams,)] = server.execute("SELECT show_trgm('警侨事务')").fetchall()
        assert len(trigrams) == 5
        server.rollback()

    lease.release()


def test_only_its_own_account_can_reach_the_server(var_dir):
    lease = embedded_postgres.lease(var_dir, durable=False)
    sockets = database.socket_dir(var_dir)

    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert ask(var_dir, "SHOW listen_addresses") == ""

    lease.release()


def test_the_folders_above_are_left_as_they_are(folder):
    private = folder / "private"
    private.mkdir(mode=0o700)

    lease = embedded_postgres.lease(private / "var", durable=False)

    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert ask(private / "var", "SELECT 1") == 1
    lease.release()
    shutil.rmtree((private / "var" / "postgres").resolve())


def test_two_programs_share_a_server_and_the_last_one_stops_it(var_dir):
    other = held_by_another_program(var_dir)
    first = postmaster(var_dir)

    lease = embedded_postgres.lease(var_dir, durable=False)
    end(other, signal.SIGTERM)

    assert postmaster(var_dir) == first
    assert ask(var_dir, "SELECT 1") == 1
    lease.release()
    assert not embedded_postgres.is_running(var_dir)


def test_the_server_stops_when_its_only_user_is_killed(var_dir):
    other = held_by_another_program(var_dir)

    end(other, signal.SIGKILL)

    wait_until_stopped(var_dir)


def test_a_new_server_starts_after_its_keeper_was_killed(var_dir):
    other = held_by_another_program(var_dir)

    killed = keeper(var_dir)
    os.kill(killed, signal.SIGKILL)
    wait_until_gone(killed)
    lease = embedded_postgres.lease(var_dir, durable=False)

    assert ask(var_dir, "SELECT 1") == 1
    end(other, signal.SIGTERM)
    lease.release()


def test_a_new_server_starts_after_the_old_one_was_killed(var_dir):
    other = held_by_another_program(var_dir)

    os.kill(postmaster(var_dir), signal.SIGKILL)
    wait_until_stopped(var_dir)
    lease = embedded_postgres.lease(var_dir, durable=True)

    assert ask(var_dir, "SELECT 1") == 1
    end(other, signal.SIGTERM)
    lease.release()


@pytest.mark.parametrize("left_over", ["{stranger}\n/somewhere\n0\n5432\n/tmp\n\n0 0\nready   \n", "{stranger}", ""])
def test_a_number_that_now_belongs_to_a_stranger_is_not_taken_for_the_server(var_dir, left_over):
    embedded_postgres.lease(var_dir, durable=False).release()
    stranger = subprocess.Popen(["sleep", "60"])
    (var_dir / "postgres" / "postmaster.pid").write_text(left_over.format(stranger=stranger.pid))

    lease = embedded_postgres.lease(var_dir, durable=False)
    answer = ask(var_dir, "SELECT 1")
    lease.release()

    assert answer == 1
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_socket_folder_that_others_may_enter_is_refused(var_dir):
    sockets = database.socket_dir(var_dir)
    sockets.mkdir(mode=0o755)

    with pytest.raises(Unavailable, match="was made by somebody else and cannot be trusted"):
        embedded_postgres.lease(var_dir, durable=False)

    sockets.rmdir()


def test_a_database_of_another_version_is_not_touched(folder):
    cluster = folder / "older" / "postgres"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("17\n")

    with pytest.raises(Unavailable, match="was made by PostgreSQL 17, and this release brings 18"):
        embedded_postgres.lease(folder / "older")


def test_a_folder_that_cannot_be_made_is_named(folder):
    (folder / "a file").touch()

    with pytest.raises(Unavailable, match=r"The folder .*a file/var cannot be made"):
        embedded_postgres.lease(folder / "a file" / "var")

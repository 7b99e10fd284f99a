"""What the Linux kernel can keep from a process that asks for it: folders (Landlock) and calls (seccomp).

Both need no privilege, work in containers, cannot be undone, and bind every program that the process starts. A process
that a hostile file has taken over can read that file, our libraries and its own answer, and can talk to nobody.
"""

import ctypes
import os
import platform
import sys
from pathlib import Path

ON_LINUX = sys.platform.startswith("linux")
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38

# Landlock (Linux 5.13): include/uapi/linux/landlock.h. The numbers are the same on every architecture.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF, ASK_VERSION = 444, 445, 446, 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, EVERYTHING = 1, 2, 4, 8, (1 << 13) - 1
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE
ALL_TCP, ABSTRACT_SOCKETS_AND_SIGNALS = 3, 3
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/etc/ld.so.cache")
MACHINE = ("/dev/urandom", "/proc/self", "/usr/share/zoneinfo")

# seccomp (Linux 3.5): for each machine its audit number and the numbers of socket, ptrace, setpgid, setsid,
# process_vm_readv, process_vm_writev, unshare, io_uring_setup. Without setsid and setpgid no program that was started
# escapes the signal that ends the whole group.
REFUSED = {
    "x86_64": (0xC000003E, (41, 101, 109, 112, 310, 311, 272, 425)),
    "aarch64": (0xC00000B7, (198, 117, 154, 157, 270, 271, 97, 425)),
}
LOAD, IF_EQUAL, IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
KILL, ALLOW, NOT_PERMITTED = 0x80000000, 0x7FFF0000, 0x00050001
FOREIGN_CALLS = 0x40000000


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("place", ctypes.c_int32)]


class _Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32)]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction))]


def open_nothing_but(folder: Path, path: Path) -> bool:
    """Let nothing be opened from now on but libraries, this project's code, one file, and a folder to write in."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(CREATE_RULESET, None, 0, ASK_VERSION) if ON_LINUX else 0
    if version < 1:
        return False
    rules = _Ruleset(EVERYTHING, ALL_TCP if version >= 4 else 0, ABSTRACT_SOCKETS_AND_SIGNALS if version >= 6 else 0)
    ruleset = libc.syscall(CREATE_RULESET, ctypes.byref(rules), 24 if version >= 6 else 16 if version >= 4 else 8, 0)
    if ruleset < 0:
        return False
    reading, code = READ_FILE | READ_DIR, Path(__file__).resolve().parents[1]
    homes = {f"{prefix}/lib" for prefix in (sys.prefix, sys.base_prefix)} | {*filter(os.path.isabs, sys.path)}
    for home in (*(homes - {str(code.parent)}), *LIBRARIES, *MACHINE):
        _allow(libc, ruleset, home, reading | EXECUTE)
    for name, rights in (
        (str(code), reading),
        (str(path), reading),
        (str(folder), EVERYTHING & ~EXECUTE),
        (os.devnull, READ_FILE | WRITE_FILE),
    ):
        _allow(libc, ruleset, name, rights)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    closed = libc.syscall(RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return bool(closed)


def _allow(libc: ctypes.CDLL, ruleset: int, name: str, rights: int) -> None:
    try:
        place = os.open(name, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rights = rights if os.path.isdir(name) else rights & OF_A_FILE  # noqa: PTH112
    libc.syscall(ADD_RULE, ruleset, 1, ctypes.byref(_Beneath(rights, place)), 0)
    os.close(place)


def refuse_calls() -> bool:
    """Refuse from now on every socket, of whatever kind, and what reaches into other processes or leaves the group."""
    if not ON_LINUX or platform.machine() not in REFUSED or sys.maxsize < 2**32:
        return False
    machine, calls = REFUSED[platform.machine()]
    refused = len(calls)  # how many steps it is from the first question to the refusal, after ALLOW
    steps = [
        (LOAD, 0, 0, 4),
        (IF_EQUAL, 1, 0, machine),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, 0),
        (IF_AT_LEAST, refused + 1, 0, FOREIGN_CALLS),
        *((IF_EQUAL, refused - place, 0, call) for place, call in enumerate(calls)),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, NOT_PERMITTED),
    ]
    instructions = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    program = _Program(len(steps), instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(PR_SET_SECCOMP, 2, ctypes.byref(program), 0, 0) == 0)

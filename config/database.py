"""Works out how to reach the database. Nothing here connects to a server or starts one.

`DATABASE_URL` names a real server. Without it, the embedded server of `config.embedded_postgres` is meant, whose
socket folder follows from `VAR_DIR` alone, so that every process finds the same server without asking.
"""

import hashlib
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import env

NAME = "on_record"
USER = "on_record"
PORT = 5432

# Without this setting every history trigger asks for one that does not exist and catches the failure: one aborted
# subtransaction for each row written, which makes bulk work quadratic.
TRIGGER_SETTING = "-c pgtrigger.ignore={}"

# A statement with its evidence is a claim and eighteen tables that it points at, each found by its key: there is little
# to choose. Looking through all orders of eight joins at a time took 590 ms to plan what runs in one; of four, 95 ms.
PLANNER_SETTING = "-c join_collapse_limit=4 -c from_collapse_limit=4"


def default() -> dict[str, Any]:
    """`DATABASES["default"]`."""
    url = env.text("DATABASE_URL")
    address = from_url(url) if url else embedded(env.var_dir())
    options = address.pop("OPTIONS", {})
    options["options"] = f"{options.get('options', '')} {TRIGGER_SETTING} {PLANNER_SETTING}".strip()
    options["pool"] = {
        "min_size": 1,
        "max_size": env.integer("DATABASE_POOL_SIZE", 10),
        "timeout": 10,
    }
    # A server that was started again has left dead connections in the pool: each is tried before it is used.
    kept = {"CONN_HEALTH_CHECKS": True}
    return {"ENGINE": "django.db.backends.postgresql", **address, **kept, "OPTIONS": options}


def from_url(url: str) -> dict[str, Any]:
    """Read `postgresql://user:password@host:port/name?sslmode=require`.

    A socket folder stands either in the query (`postgresql:///name?host=/run/postgresql`) or, with `/` written as
    `%2F`, in the place of the host. Other query parameters are passed to libpq as they are.

    Raises ImproperlyConfigured, without repeating the address: it may hold a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ImproperlyConfigured("DATABASE_URL cannot be read: its host or port is malformed.") from None
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise ImproperlyConfigured("DATABASE_URL names no database: it ends in /name.")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(_host_as_written(parts.netloc))
    return {
        "NAME": name,
        "USER": unquote(parts.username or "") or options.pop("user", ""),
        "PASSWORD": unquote(parts.password or "") or options.pop("password", ""),
        "HOST": host,
        "PORT": str(port or options.pop("port", "")),
        "OPTIONS": options,
    }


def _host_as_written(netloc: str) -> str:
    """The host of an address. `SplitResult.hostname` puts it in small letters, which breaks socket folders."""
    host = netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def embedded(var_dir: Path) -> dict[str, Any]:
    """The address of the embedded server that belongs to this folder, whether or not it is running."""
    return {"NAME": NAME, "USER": USER, "PASSWORD": "", "HOST": str(socket_dir(var_dir)), "PORT": str(PORT)}


def socket_dir(var_dir: Path) -> Path:
    """A short folder for the server's socket: a socket's path may have 107 bytes, and the project's may have more.

    Not `$TMPDIR`: it differs between a terminal, a service and a container of the same machine.
    """
    digest = hashlib.sha256(os.fsencode(os.path.realpath(var_dir))).hexdigest()[:16]
    return Path("/tmp") / f"on-record-{digest}"  # noqa: S108 - made with mode 0700 and checked by the launcher

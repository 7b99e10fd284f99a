"""Asks the site in this container whether it is ready, its database included: `python -m config.health`."""

import os
import sys
import urllib.request


def main() -> int:
    """0 when `/readyz` says that all is well."""
    # Asked under a name that the site answers to; a name that begins with a dot or is a star stands for many.
    name = (
        next(iter(os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").split()), "localhost").lstrip(".*")
        or "localhost"
    )
    port = os.environ.get("PORT") or "8000"
    request = urllib.request.Request(f"http://127.0.0.1:{port}/readyz", headers={"Host": name})
    straight = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with straight.open(request, timeout=8) as answer:
            return 0 if answer.status == 200 else 1
    except OSError as reason:
        sys.stderr.write(f"{reason}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())

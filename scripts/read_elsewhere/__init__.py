"""Every format of a running site, read by programs of others and compared.

    uv run --no-project --with-requirements scripts/read_elsewhere/readers.txt \\
        python -m scripts.read_elsewhere http://127.0.0.1:8000

What is compared against is what the standard library reads out of /claims.json and /sources.json. Nothing here imports
the project: a mistake that its writers and its readers share would stay unseen.

Debian's packages `gdal-bin` and `bibutils` are used where they are installed; a reader that is missing is named, and is
no success.
"""

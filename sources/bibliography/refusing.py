"""Why a file is not read, in one sentence for whoever sent it."""


class NotRead(Exception):
    """The file is no list of references that can be read; the message says why and what to do."""

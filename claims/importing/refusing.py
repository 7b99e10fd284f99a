"""What an import is refused with: one sentence for the person whose file it is."""


class Refused(Exception):
    """The file is not taken, and nothing of it was written. Its text is shown as it stands."""

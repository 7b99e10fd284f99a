"""Why something is not preserved, taken down or released: one sentence for the person who asked."""


class NotPreserved(Exception):
    """These bytes are not kept, or this is not done with them; the message says why, for a person to read."""


class NotAllowedHere(NotPreserved):
    """This person may not do this."""

"""Links that sign somebody in stand in no log."""

import logging
import re

# What follows these in an address is as good as a password, for a while.
SECRET = re.compile(r"(/invitations/|/password/reset/key/|/accounts/address/)[^/\s]+")


class WithoutLinks(logging.Filter):
    """Overwrite the secret part of such addresses, in the sentence and in what is put into it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything pass, without what it must not say."""
        record.msg = _without(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_without(part) for part in record.args)
        return True


def _without(part: object) -> object:
    return SECRET.sub(r"\1…", part) if isinstance(part, str) else part

"""What went over the wire, byte by byte, while one page was asked for."""

from typing import IO

from django.utils.translation import gettext as _

from sources.fetching.refusals import NotFetched

HEADS = 1024 * 1024  # room for the heads of all answers, beside the bodies


class Budget:
    """How many bytes may still come, over all redirects."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.left = most + HEADS

    def spend(self, count: int) -> None:
        """Count bytes that came. Raises NotFetched when they are too many."""
        self.left -= count
        if self.left < 0:
            raise too_large(self.most)


def too_large(most: int) -> NotFetched:
    """The refusal of what is larger than what is preserved here."""
    return NotFetched(
        _("The page is larger than %(most)d MB, the most that is preserved here.") % {"most": most // (1024 * 1024)}
    )


class Recording:
    """The bytes of one request and its answer. `address` is the IP address that was connected to, where it is known."""

    def __init__(self, answer: IO[bytes], budget: Budget) -> None:
        self.answer, self.budget = answer, budget
        self.request = bytearray()
        self.address = ""

    def sent(self, buffer: bytes) -> None:
        """Keep what was sent."""
        self.request += buffer

    def received(self, buffer: bytes) -> None:
        """Keep what came. Raises NotFetched when it is too much."""
        self.budget.spend(len(buffer))
        self.answer.write(buffer)

    def start_over(self) -> None:
        """Forget what was said to a proxy before the server was reached."""
        self.request.clear()
        self.answer.seek(0)
        self.answer.truncate()

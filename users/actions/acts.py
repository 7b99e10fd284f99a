"""Writing down what people do that changes no row of the record."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from users.models import Act, ActKind, User


def note(
    kind: ActKind,
    *,
    person: User | None,
    by: User | None,
    at: datetime,
    means: Iterable[str] = (),
    particulars: Mapping[str, str] | None = None,
) -> Act:
    """Add one act. Whoever calls it inside a transaction adds it with the rest, or not at all."""
    return Act.objects.create(
        kind=kind, person=person, by=by, at=at, means=sorted(set(means)), particulars=dict(particulars or {})
    )


def note_refusal(email: str, *, at: datetime, means: Iterable[str]) -> None:
    """Note that a sign-in was refused; for an address without an account as well, so that both take the same time.

    What was typed is not kept: without an account, the row says only that somebody tried.
    """
    person = User.objects.filter(email__iexact=email).first()
    note(ActKind.REFUSED, person=person, by=None, at=at, means=means)

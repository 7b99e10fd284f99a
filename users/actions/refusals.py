"""By which of its rules the database refused something."""

from django.db import IntegrityError


def constraint_of(refusal: IntegrityError) -> str:
    """The name of the rule; nothing where the server named none."""
    diagnosis = getattr(refusal.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or "")

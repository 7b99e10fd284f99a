"""Adding a sourced claim: the form, its search fields, and what was saved."""

from claims.views.add.hold import hold
from claims.views.add.keep import discard_kept, keep
from claims.views.add.new import new
from claims.views.add.saved import saved

__all__ = ["discard_kept", "hold", "keep", "new", "saved"]

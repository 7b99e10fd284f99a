"""Adding a sourced claim: the form, its search fields, what was saved, and how it is begun from other pages."""

from claims.views.add.elsewhere import from_elsewhere, manifest, shared
from claims.views.add.hold import hold
from claims.views.add.keep import discard_kept, keep
from claims.views.add.new import new
from claims.views.add.references import references
from claims.views.add.saved import saved

__all__ = ["discard_kept", "from_elsewhere", "hold", "keep", "manifest", "new", "references", "saved", "shared"]

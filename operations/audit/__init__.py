"""Who did what, when and why: read from the histories and from the acts beside them (docs/audit.md)."""

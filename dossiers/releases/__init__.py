"""Releases for citation: everything public as one file that never changes, with a version and a checksum (0058)."""

"""A folder of its own for the bytes of every test."""

from tests.preserving.conftest import folder

__all__ = ["folder"]

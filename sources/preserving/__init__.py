"""Keeping copies of sources so that they can be shown years later, byte by byte."""

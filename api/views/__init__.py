"""Requests of programs, each turned into one question or one action."""

"""The record as it stood."""

"""Checking what people type. Nothing here saves."""

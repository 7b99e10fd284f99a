"""The evidence package, opened and checked by programs that are not ours, and by its own."""

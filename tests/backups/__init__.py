"""Backups: made while people write, read again, and brought back elsewhere, row by row and file by file."""

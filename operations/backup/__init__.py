"""Backups: one file that holds the database and every file it names, and the way back."""

"""Spreadsheets that become drafts: read, matched, checked by row, written whole or not at all, undone as one."""

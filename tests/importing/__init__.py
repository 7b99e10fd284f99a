"""Spreadsheets that become drafts."""

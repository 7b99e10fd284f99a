"""Fetching pages, from servers of our own on this machine."""

"""Erasing what court orders, safety, privacy or copyright forbid to keep: from every date and every copy."""

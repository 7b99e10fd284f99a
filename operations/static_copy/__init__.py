"""The public site as files that any web server can serve: for days of attack, and for the end of funding."""

"""The public site as files: every link leads somewhere, nothing asks a server, and only what is public is in it."""

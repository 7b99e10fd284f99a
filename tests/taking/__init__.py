"""What anybody may take away: lists as files, the whole as a database, its dictionary, releases."""

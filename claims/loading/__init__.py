"""The project's own data: read from fixtures/, checked, and put into the database by natural keys."""

"""Pages and files of preserved copies."""

"""What people fill in about preserved copies."""

"""What administrators and invited people type. Forms check; they never save."""

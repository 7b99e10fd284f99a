"""Review before publication, and two people who write at once."""

"""Recorded exports: made in the queue, served by their checksum, recognised, signed, and told gone."""

"""The record for programs: what readers see, as JSON."""

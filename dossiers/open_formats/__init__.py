"""The record in formats of others: FollowTheMoney for OpenAleph, PROV for how something came here (docs/formats.md)."""

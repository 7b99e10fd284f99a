"""Rows of accounts: what a reader chooses to see, one row on its own, the list of conflicts, very many accounts."""

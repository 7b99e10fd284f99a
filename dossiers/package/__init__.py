"""The evidence package: a dossier, its data, the copies that may be handed over, and a program that checks them."""

"""Recorded exports: asked for by a POST, made in the queue, kept by their SHA-256, recognised and told gone."""

"""Preserved texts as pages show them: in pages, with the cited passages marked, and addresses into them.

What is drawn from a source is `sources`' business up to the text; the statements beside it are why this stands here.
"""

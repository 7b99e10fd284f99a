"""Pandoc's document tree, written by ourselves where pandoc takes longer than a reader waits.

A dossier of a thousand statements is a hundred thousand nodes: pandoc needs six to fourteen seconds for it, most of
them for paragraphs of plain words. Each writer here knows the kinds of nodes that web/pandoc_tree.py makes, and gives
what pandoc gives for them (tests/web/test_written.py holds each beside pandoc's own). What a writer does not know, and
what needs the rest of a document (a footnote in Word), stays pandoc's work.
"""

"""Sources as citations: in the styles that newsrooms, courts and universities use, and as files for reference managers.

`styles` names the styles, `processor` lets pandoc write many citations at once, `left_out` adds what a style has no
room for, `item` is a source in CSL-JSON and `files` writes it for other programs. Nothing here runs a query.
"""

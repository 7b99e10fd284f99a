"""The pictures of a dossier, drawn here as SVG from its plain data: one drawing for every format.

Each has words that say everything that it shows. Texts in it stand in the dossier's fonts where the format brings them.
"""

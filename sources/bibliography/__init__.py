"""Lists of references from other programs: read, compared with the sources that are here, and added.

`reading` tells which format a file has and reads it: BibTeX and BibLaTeX by bibtexparser, RIS by rispy, Zotero RDF by
rdflib; CSL-JSON is what the others become. `reference` is one entry as plain data, `alike` finds what is here already,
and `adding` enters what somebody chose.
"""

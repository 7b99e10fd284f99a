"""Everything that readers may see, as data: one database, the columns of every file in words, and the codebook."""

"""Letters to the desk: taking them in, keeping robots out, deciding about them."""

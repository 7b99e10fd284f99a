"""The public log of corrections: every change to what readers had seen, with its day and its reason."""

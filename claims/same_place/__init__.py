"""What is said of two reported stations: that they are one place, two, or that it cannot be told. Nothing is merged."""

"""What a page rests on, and where somebody looked."""

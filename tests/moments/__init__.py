"""Looking back: what had been said by a day, and what stood here at a moment."""

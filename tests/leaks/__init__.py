"""What a desk keeps to itself leaves no trace for anybody else, at any address and in any file."""

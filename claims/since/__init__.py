"""What readers find otherwise than on an earlier day, and why."""

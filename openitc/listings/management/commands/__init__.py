"""What people run from a terminal."""

"""What is asked of the planner and what it is asked about, in plain values."""

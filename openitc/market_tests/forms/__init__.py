"""What was typed, parsed and checked, one file a noun."""

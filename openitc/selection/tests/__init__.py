"""The tests of selection."""

"""The tests of diagnosis."""

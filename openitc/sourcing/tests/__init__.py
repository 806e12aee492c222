"""The tests of sourcing."""

"""Tests of what every concept may use."""

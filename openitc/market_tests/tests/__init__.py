"""Tests of market_tests."""

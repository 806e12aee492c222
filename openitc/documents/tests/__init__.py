"""The tests of documents."""

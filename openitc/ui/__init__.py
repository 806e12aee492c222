"""The look and feel of every page; knows no concept. Begin at README.md."""

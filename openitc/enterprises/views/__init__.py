"""Pages of enterprises, one file a noun."""

"""Each loads what it is given and runs one operation."""

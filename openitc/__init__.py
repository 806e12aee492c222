"""OpenITC: runs a network of Industry Transformation Centers."""

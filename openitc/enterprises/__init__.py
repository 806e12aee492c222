"""Enterprises: who comes with a product, registered or not."""

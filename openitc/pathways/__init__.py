"""Pathways: reusable ways to market for a kind of product."""

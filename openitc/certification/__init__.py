"""What a product must have and how it gets it: roadmaps, lots, laboratory work, certificates."""

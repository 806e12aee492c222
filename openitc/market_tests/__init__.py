"""Whether people want a product, and at what price: tests with consumers, their answers, what was decided."""

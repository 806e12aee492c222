"""What the templates of market tests can say."""

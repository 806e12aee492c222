"""What templates can ask the sample network."""

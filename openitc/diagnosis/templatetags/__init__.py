"""What templates of diagnosis can say."""

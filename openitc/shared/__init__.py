"""What every concept may use and which knows none of them."""

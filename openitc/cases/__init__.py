"""Cases: one product of one enterprise on its way to market."""

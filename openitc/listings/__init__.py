"""Products in the world: their public pages, channels and feeds, what was sold, and the network's news."""

"""Centers: the network's places, what each offers, when each is open, and who works where."""

"""History: what happened, to what, by whom and when; only ever added to."""

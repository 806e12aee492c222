"""Where an enterprise stands, and what it should do first: the readiness instrument and its assessments."""

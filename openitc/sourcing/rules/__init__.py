"""Pure decisions and arithmetic of sourcing, one file a noun."""

"""Pure decisions and arithmetic of diagnosis, one file a noun."""

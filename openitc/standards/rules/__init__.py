"""Pure decisions and arithmetic of standards, one file a noun."""

"""Who may reach which row of diagnosis; one file a noun."""

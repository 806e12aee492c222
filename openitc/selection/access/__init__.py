"""Who may reach which row of selection; one file a noun."""

"""Who may reach which row of sourcing; one file a noun."""

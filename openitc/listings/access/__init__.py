"""Who may reach which row of listings; the only place that answers 404 or 403."""

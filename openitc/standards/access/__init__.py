"""Who may reach which row of standards; the only place that answers 404 or 403."""

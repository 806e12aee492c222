"""Who may reach which row of certification; the only place that answers 404 or 403."""

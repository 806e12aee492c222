"""Who may reach which row of market_tests; the only place that answers 404 or 403."""

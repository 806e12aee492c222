"""Journeys: the case as one page, what comes next, my desk. No tables of its own."""

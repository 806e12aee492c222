"""Words for the pages of journeys."""

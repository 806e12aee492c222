"""Words for the pages of listings."""

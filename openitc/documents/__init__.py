"""Files people hand in, kept whole and unchanged in the database, and the pages we set for paper."""

"""Words for the pages of bookings."""

"""Pages of bookings: the catalogue, calendars, single bookings, holds, closures, and calendar feeds."""

"""Routes: whole ways to market over live calendars; the only package that talks to the planner."""

"""Bookings: resources held over time, never twice."""

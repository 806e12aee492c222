"""What people type about enterprises: parsed and checked, never saved; one file a noun."""

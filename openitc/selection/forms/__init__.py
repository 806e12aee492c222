"""What people type about selection: parsed and checked, never saved."""

"""What people type about sourcing: parsed and checked, never saved."""

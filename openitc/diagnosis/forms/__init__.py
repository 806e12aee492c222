"""What people type about diagnosis: parsed and checked, never saved."""

"""Tags of standards."""

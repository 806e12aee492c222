"""Notices: what a person should know, in the application and by e-mail."""

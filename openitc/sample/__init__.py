"""The sample network: invented, and saying so on every page that shows it."""

"""Pages of cases: the list, a new one, and what is written on one."""

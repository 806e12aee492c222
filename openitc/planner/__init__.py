"""The journey planner: exact routes over centers, machines, experts and laboratories. Knows no Django."""

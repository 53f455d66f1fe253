"""How stages speak of each other without importing each other backwards."""

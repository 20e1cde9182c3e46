"""How a PostgreSQL server is reached: engine, errors, clock, how a command begins there."""

"""What only a PostgreSQL server needs: how it is reached, its errors, its clock, its functions, roles and rights."""

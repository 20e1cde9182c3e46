"""Where the database is, who signs in there, and where the password comes from."""

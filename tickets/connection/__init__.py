"""Where the desk's data are, who signs in there, and where a password comes from."""

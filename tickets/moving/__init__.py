"""Moving a desk from a file to a server: everything at once, or nothing."""

"""What has changed in the database, told to whoever listens."""

"""The domain, the database and all services. Never imports Qt."""

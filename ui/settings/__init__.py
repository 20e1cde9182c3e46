"""Settings: who works here, where, by which limits, and whom an alert goes to."""

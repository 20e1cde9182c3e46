"""Front door: arguments, settings, database, desk; then the window or a headless command."""

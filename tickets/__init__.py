"""All that is true about repair work. Knows nothing of Qt."""

"""The scheduler: sweeps the clocks, keeps its row in the registry, and reports its health."""

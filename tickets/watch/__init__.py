"""The scheduler: sweeps the clocks, keeps itself registered, says how it is."""

"""The drill: a simulation of calls, crews and hours that uses the same actions as real work."""

"""Random numbers keyed by what they decide, never drawn from a shared stream."""

"""Evidence and scenario resolved into the plain numbers that the law needs."""

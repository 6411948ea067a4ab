"""The evidence as plain data: everything that is said under a name, the same for people and for machines."""

"""Which memberships of a pact hold together: the game of signing and staying, over every possible membership."""

"""What an actor could do: its levers searched for what serves some goals at little cost, whatever the world is like."""

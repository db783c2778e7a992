"""When a round's phases begin and end."""

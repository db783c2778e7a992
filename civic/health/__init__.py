"""What a proxy and a monitor ask: does the program live, can it work, what has waited too long."""

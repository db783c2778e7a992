"""Reading and filling in a process of its own."""

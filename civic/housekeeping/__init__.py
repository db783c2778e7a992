"""What the program promises to do by itself, when it last did, and what is overdue."""

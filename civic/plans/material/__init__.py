"""Tables, pictures and chapters that planners bring into the section themselves."""

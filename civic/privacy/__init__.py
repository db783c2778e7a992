"""개인정보: what a city says of it, what people get of theirs, and how long it is kept."""

"""The list, its search, the map's feed, and the counts kept for them."""

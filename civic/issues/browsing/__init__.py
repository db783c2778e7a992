"""The list of a round's issues and its map, as people browse them."""

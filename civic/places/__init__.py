"""지자체·읍면동: municipalities, their districts, and which district a point lies in."""

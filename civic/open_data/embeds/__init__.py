"""Embeds: a city's own site shows the newest reports, the map or the result in a frame."""

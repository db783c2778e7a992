"""Pictures as SVG (그림): pure functions from plain values to a Drawing, legible without colour."""

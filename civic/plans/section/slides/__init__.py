"""The section told to an evaluation board: what is in a slide, and in which order. Pure.

Every figure is one of the section's own blocks, so that both say the same.
"""

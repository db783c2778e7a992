"""사진: what residents upload, verified, upright and stripped of everything but the picture."""

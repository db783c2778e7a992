"""What the call evaluates by, ticked off beside the chapters."""

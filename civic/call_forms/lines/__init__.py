"""Lines that ask: with a colon, a gap to write in, or what is to be written over."""

"""A .hwpx: its tree, and what filling does to it; a .hwp is read and written as one."""

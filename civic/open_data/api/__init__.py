"""Open data: what the public pages show, for programs to read; nothing else."""

"""What it costs: scripts that print figures and ratios; never run by the test command."""

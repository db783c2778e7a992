"""성과목표: indicators, what residents want of them, and the target they agree on."""

"""How a panel is drawn: from population to seats, from a public result to numbers."""

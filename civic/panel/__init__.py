"""시민참여단: residents apply, and a public lot chooses a panel like the city."""

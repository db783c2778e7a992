"""How participation goes on after the plan: what is done with residents, and targets by year."""

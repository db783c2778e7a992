"""공모·참여 기간: the national call, a round in it, its phases, and what may be done now."""

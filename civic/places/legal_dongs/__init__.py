"""법정동: the names of land registers and addresses, and the 행정동 in which each lies."""

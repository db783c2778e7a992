"""When grouping by a calculation is worth its name. Pure."""

# With fewer texts groups are poor: categories and duplicates say more.
ENOUGH_TEXTS = 300
# With fewer there is nothing to group at all.
LEAST_TEXTS = 20

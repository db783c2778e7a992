"""What a plan shows, frozen: gathering it, its definitions, and when it is out of date."""

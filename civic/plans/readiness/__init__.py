"""What is still missing before a plan can be filed."""

"""What planners do on an issue's page: its status, merging it, and taking a merge back."""

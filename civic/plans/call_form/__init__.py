"""The call's own form: uploaded, its places given to what the plan says, filled."""

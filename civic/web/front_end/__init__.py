"""What files of the front end are made of, as plain values."""

"""A report in other languages, said by whoever reported it."""

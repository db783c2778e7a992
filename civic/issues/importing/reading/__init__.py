"""The rows of a file of complaints as issues to be: columns, words, places, dates. Pure."""

"""What goes wrong on purpose: each module is a script that prints figures and, when something was
lost or answered without words, ends with status 1."""

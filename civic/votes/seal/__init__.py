"""The counted result, what is published of it, and what it promises for later."""

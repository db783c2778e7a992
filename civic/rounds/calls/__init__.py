"""The national programme's yearly notices, as the office registers them."""

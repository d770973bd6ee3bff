"""The bank's own order: units in a tree, and the users who work in them."""

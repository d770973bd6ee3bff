"""Small samples, written by hand."""

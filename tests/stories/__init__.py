"""Stories: what happens between customers and a bank, in their words, over HTTP on a running engine."""

"""The demo: two banks' cases of four months, told as a plan of ordinary commands."""

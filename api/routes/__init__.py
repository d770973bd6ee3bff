"""The routes, one file per step: a route is a signature and a delegate."""

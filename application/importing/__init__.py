"""The import of complaints that another system has published or kept."""

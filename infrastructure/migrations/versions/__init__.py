"""The revisions of the owner's schemas, in order."""

"""What the interface answers, field by field: the shapes of the schema are these, and nothing else is sent."""

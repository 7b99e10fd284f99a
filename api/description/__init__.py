"""The interface described: the OpenAPI schema, and the page that reads it out."""

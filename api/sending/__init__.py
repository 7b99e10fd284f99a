"""What programs send: read whole or refused, planned like a row of an import, written once."""

"""Right implementations that look different, one module per step."""

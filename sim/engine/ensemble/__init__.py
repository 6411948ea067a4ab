"""The compiled engine: many worlds at once, with the bits of the readable one."""

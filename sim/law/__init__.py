"""The science: pure functions of numbers, one small module per mechanism; nothing here reads files or draws luck."""

"""Which dimensions of a finished sweep its outcomes hang on: indices, how sure they are, and what does not matter."""

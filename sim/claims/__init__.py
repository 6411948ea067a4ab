"""Claims of the essays as experiments: what is asked, what is expected, and the verdict that the worlds give."""

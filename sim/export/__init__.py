"""The tables of a study for other people's tools, with a codebook made from the description of the tables."""

"""The run store: the tables of a study as data, its manifest, and the folder that holds both."""

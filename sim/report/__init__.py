"""What a reader is handed: the summary in plain words, the table in the terminal, the finished folder."""

"""Writing a survey: its questions, opening and closing it, reading what was written."""

"""The office's pages of meetings: planning them, and what is noted afterwards."""

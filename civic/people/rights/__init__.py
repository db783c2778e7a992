"""준 권한: who may decide for a municipality, given and taken back by operators, with history."""

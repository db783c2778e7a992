"""내 정보 내려받기: all that is stored of a person, for themselves."""

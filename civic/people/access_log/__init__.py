"""접속기록: who of the office looked at whose data, when, from where and what for."""

"""현황판: a round's reports and what waits, as pictures, tables and files, for the office."""

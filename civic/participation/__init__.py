"""대표성: who took part, by 읍면동 and age band against the population, and who is missing."""

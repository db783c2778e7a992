"""살펴보기: the desk where the office reads every report and acts on many at once."""

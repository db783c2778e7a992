"""What planners typed, looked over: style, repetition, numbers that differ from the snapshot's."""

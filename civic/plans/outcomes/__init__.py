"""결과에 따른 처리 상태: the issues behind solutions move with what became of the vote and plan."""

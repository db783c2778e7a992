"""보유 기간: how long each kind of data is kept, and its deletion when that is over."""

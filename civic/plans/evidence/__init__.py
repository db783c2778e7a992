"""Where every figure comes from: rows, the bundle, and its verification."""

"""답변 문구: sentences that answer many reports, kept for the next time."""

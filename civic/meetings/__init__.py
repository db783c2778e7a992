"""주민 모임: residents who are heard face to face, and what becomes of what they said."""

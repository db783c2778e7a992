"""거주 확인: by phone, at the desk, or by a code sent by post."""

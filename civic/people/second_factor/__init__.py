"""2단계 확인: what staff show beside their address, and again before what weighs most."""

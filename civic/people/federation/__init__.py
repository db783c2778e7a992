"""Accounts of other services (Kakao, Naver, OpenID Connect) that somebody signs in with."""

"""알림: what happened to what a person follows, in the app, by push, by mail and as feeds."""

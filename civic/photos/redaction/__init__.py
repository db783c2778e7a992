"""사진 가리기: faces and number plates painted over in every size of a photo, for good."""

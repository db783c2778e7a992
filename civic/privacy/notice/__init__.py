"""개인정보 처리방침: what a city says of personal data, each version kept with its date."""

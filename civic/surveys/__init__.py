"""설문: up to ten questions a city asks its residents, and what they answered."""

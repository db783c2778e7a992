"""시연: an invented city with four rounds at four stages, so that the product explains itself."""

"""Elections as Pabulib files, counted and explained in the browser; nothing of them is kept."""

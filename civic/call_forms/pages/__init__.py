"""A form's pages as pictures, and where its places stand on them."""

"""A Korean report as plain values, its charts and its files. Knows no plan and no database."""

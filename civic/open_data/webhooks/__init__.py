"""Webhooks: programs of others hear of reports, their steps and results as they come."""

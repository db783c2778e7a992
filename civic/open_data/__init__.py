"""What everybody else may read and send: Open311, the open-data API, webhooks and embeds."""

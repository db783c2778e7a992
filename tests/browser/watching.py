"""What goes wrong in a page while a test uses it."""


def watched(page, timeout_ms: int):
    """The page, whose `problems` gather its errors; nothing in it is waited for longer."""
    page.set_default_timeout(timeout_ms)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on(
        "console",
        lambda line: page.problems.append(line.text) if line.type == "error" else None,
    )
    return page

def use_template(plan, template, planner):
    """The planner's copy of the whole template, as many small changes would make it."""
    plan.lock()
    plan.template = template
    plan.keep_words(planner)

"""A ministry's own application form, as plain values: read, places found, filled, proved.

    form = read_form(data, "신청서.hwp")          places, outline, tables
    find(form, "총 사 업 비")                     candidates with scores
    carry_over(kept_places, form.places)          where they are in a changed form
    fill(data, "신청서.hwp", {key: value}, "hwp")  the file and its receipt

A .hwp is read as the parts of a .hwpx; a .docx has a reader and editor of its own; both give one
tree (tree.py), on which places are found. Filling plans first what it will touch (plan.py), then
acts, writes, reads the file anew and compares it with the form unit by unit (compare.py): planned
set = changed set, else FormChanged and no file. Knows no plan, no web, no database. The planner
confirms each place; nothing here guesses which value belongs where (docs/FORMS.md).
"""

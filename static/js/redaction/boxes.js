// Boxes on a photo, drawn with a finger or the mouse: each is a row of four numbers in the form,
// and what stands in the rows is drawn. Without this script the numbers are typed.

const LEAST = 1; // percent: less was a tap
const SIDES = ["left", "top", "width", "height"];

class Boxes {
  constructor(form) {
    this.form = form;
    this.on = form.querySelector("[data-redact-on]");
    this.on.addEventListener("pointerdown", (event) => this.begin(event));
    this.on.addEventListener("pointermove", (event) => this.draw(event));
    this.on.addEventListener("pointerup", () => this.end());
    this.on.addEventListener("pointercancel", () => this.drop());
    form.addEventListener("input", () => this.show());
    form.querySelector("[data-redact-clear]").addEventListener("click", () => this.clear());
  }

  get rows() {
    return [...this.form.querySelectorAll("[data-redact-row]")].map((row) =>
      SIDES.map((side) => row.querySelector(`[name$="-${side}"]`)),
    );
  }

  // Where a finger is, in percent of the photo.
  at(event) {
    const { left, top, width, height } = this.on.getBoundingClientRect();
    const inside = (value) => Math.min(100, Math.max(0, value * 100));
    return [inside((event.clientX - left) / width), inside((event.clientY - top) / height)];
  }

  begin(event) {
    if (event.button > 0 || this.drawn) return;
    event.preventDefault();
    this.on.setPointerCapture(event.pointerId);
    this.from = this.at(event);
    this.drawn = this.add();
    this.draw(event);
  }

  draw(event) {
    if (!this.drawn) return;
    const to = this.at(event);
    const [left, top] = [0, 1].map((side) => Math.min(this.from[side], to[side]));
    const [width, height] = [0, 1].map((side) => Math.abs(this.from[side] - to[side]));
    this.box = [left, top, width, height].map((value) => Math.round(value * 10) / 10);
    place(this.drawn, this.box);
  }

  end() {
    if (!this.drawn) return;
    const box = this.box;
    this.drop();
    if (box[2] < LEAST || box[3] < LEAST) {
      this.remove(box);
      return;
    }
    const empty = this.rows.find((fields) => fields.every((field) => !field.value));
    const fields = empty ?? this.newRow();
    fields?.forEach((field, side) => {
      field.value = box[side];
    });
    this.show();
  }

  // A tap on a box takes it away: of several there, the last.
  remove([x, y]) {
    const tapped = this.rows.findLast((fields) => {
      const [left, top, width, height] = fields.map((field) => Number.parseFloat(field.value));
      return x >= left && x <= left + width && y >= top && y <= top + height;
    });
    for (const field of tapped ?? []) field.value = "";
    this.show();
  }

  drop() {
    this.drawn?.remove();
    this.drawn = undefined;
  }

  // A row more, like the last one; none when the form takes no more.
  newRow() {
    const rows = [...this.form.querySelectorAll("[data-redact-row]")];
    const more = this.form.querySelector('[name="act"][value="row"]');
    if (!more || rows.length >= 20) return undefined;
    const last = rows.at(-1);
    const row = last.cloneNode(true);
    const number = rows.length;
    const renamed = (text) => text.replace(/rows-\d+/, `rows-${number}`);
    row.querySelector("legend").textContent = last
      .querySelector("legend")
      .textContent.replace(/\d+/, number + 1);
    for (const field of row.querySelectorAll("input")) {
      field.name = renamed(field.name);
      field.id = renamed(field.id);
      field.value = "";
    }
    for (const label of row.querySelectorAll("label")) label.htmlFor = renamed(label.htmlFor);
    last.after(row);
    return this.rows.at(-1);
  }

  clear() {
    for (const field of this.rows.flat()) field.value = "";
    this.show();
  }

  show() {
    for (const rect of this.on.querySelectorAll("rect")) rect.remove();
    for (const fields of this.rows) {
      const box = fields.map((field) => Number.parseFloat(field.value));
      if (box.every(Number.isFinite)) place(this.add(), box);
    }
  }

  add() {
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    this.on.append(rect);
    return rect;
  }
}

function place(rect, [left, top, width, height]) {
  rect.setAttribute("x", left);
  rect.setAttribute("y", top);
  rect.setAttribute("width", Math.max(0, width));
  rect.setAttribute("height", Math.max(0, height));
}

for (const form of document.querySelectorAll("[data-redact]")) new Boxes(form);

/** Text that is safe to send as HTML. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Markup | readonly Markup[] | string | number;

/** Tags a template as HTML: every value in it is escaped, unless it was made by this tag itself. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const rendered = values.map(render);
  return new Markup(strings.map((part, index) => part + (rendered[index] ?? "")).join(""));
}

function render(value: Value): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return String(value).replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

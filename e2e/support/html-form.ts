/**
 * The form that has a button with this text, as a browser without JavaScript would submit it: its
 * hidden fields, then the button's own name and value.
 */
export function formWithButton(html: string, buttonText: string): FormField[] {
  const form = formsOn(html).find(({ button }) => button.includes(buttonText));
  if (!form) throw new Error(`There is no form with a button "${buttonText}" on this page.`);
  return form.fields;
}

/** The forms of a page, one entry per button. */
export function formsOn(html: string): { button: string; fields: FormField[] }[] {
  return [...html.matchAll(/<form\b[^>]*>(.*?)<\/form>/gs)].flatMap(([, form = ""]) => {
    const inputs = [...form.matchAll(/<input\b([^>]*)>/g)].map(([, attributes = ""]) => attributes);
    const buttons = [...form.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gs)];
    return buttons.map(([, attributes = "", text = ""]) => ({
      button: textOf(text),
      fields: [...inputs, attributes].flatMap(toField),
    }));
  });
}

export type FormField = [name: string, value: string];

function toField(attributes: string): FormField[] {
  const name = attribute(attributes, "name");
  return name ? [[name, attribute(attributes, "value")]] : [];
}

function attribute(attributes: string, name: string): string {
  return decode(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");
}

function textOf(html: string): string {
  return decode(html.replace(/<!--.*?-->|<[^>]*>/gs, ""));
}

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decode(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return named[name] ?? all;
  });
}

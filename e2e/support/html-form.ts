export type HtmlForm = {
  button: string;
  /** Where it is submitted to; empty for the page's own address. */
  action: string;
  fields: FormField[];
};

/**
 * The form that has a button with this text, as a browser without JavaScript would submit it: its
 * hidden fields, then the button's own name and value.
 */
export function findForm(html: string, buttonText: string): HtmlForm {
  const form = formsOn(html).find(({ button }) => button.includes(buttonText));
  if (!form) throw new Error(`There is no form with a button "${buttonText}" on this page.`);
  return form;
}

/** The fields of that form. */
export function formWithButton(html: string, buttonText: string): FormField[] {
  return findForm(html, buttonText).fields;
}

/** The forms of a page, one entry per button. */
export function formsOn(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].flatMap(([, tag = "", form = ""]) => {
    const inputs = [...form.matchAll(/<input\b([^>]*)>/g)].map(([, attributes = ""]) => attributes);
    const buttons = [...form.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gs)];
    return buttons.map(([, attributes = "", text = ""]) => ({
      button: textOf(text),
      action: attribute(tag, "action"),
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

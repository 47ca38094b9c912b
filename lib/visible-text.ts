/**
 * White space, controls, format and unassigned characters, marks without a letter to stand on, and what
 * Unicode says to display as nothing, such as U+3164. U+2800 is a Braille cell without dots.
 */
const invisible = /[\p{White_Space}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\u2800]+/gu;

/** Whether a text has anything that can be seen. */
export function isVisible(text: string): boolean {
  return text.replace(invisible, "") !== "";
}

/** What may move a terminal's cursor, change the direction of its text, or end a line. */
const controls = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** A JSON document with its controls as escapes: it means the same, and can't forge what a terminal shows. */
export function escapeControls(json: string): string {
  return json.replace(controls, (found) =>
    // Those between values; within a value they are escaped already.
    found.replace(/[^\n]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}

/** A text without controls, so that it can't forge what a terminal shows. */
export function withoutControls(text: string): string {
  return text.replace(controls, "");
}

import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import type { UserMenuWords } from "@/components/user-menu-words";

/**
 * Chooses the theme. The server writes the choice on `<html>`, and the stylesheet marks the button that
 * was chosen, so that prerendered pages can have this form too.
 */
export function ThemeForm({ words }: ThemeFormProps) {
  return (
    <form action="/account/theme" method="post" className="px-1 py-1">
      <fieldset className="flex gap-1 rounded-lg bg-raised p-1">
        <legend className="sr-only">{words.theme}</legend>
        {themes.map(({ value, drawing }) => (
          <button key={value} type="submit" name="theme" value={value} className="theme-choice">
            <Icon className="size-3.5">{drawing}</Icon>
            {words[value]}
            <span className="sr-only">{words.chosen}</span>
          </button>
        ))}
      </fieldset>
    </form>
  );
}

type ThemeFormProps = { words: Pick<UserMenuWords, "theme" | "chosen" | ThemeChoice["value"]> };

type ThemeChoice = { value: "system" | "light" | "dark"; drawing: ReactNode };

/** With Lucide's `monitor`, `sun` and `moon`. */
const themes: ThemeChoice[] = [
  {
    value: "system",
    drawing: (
      <path d="M4 3h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm4 18h8m-4-4v4" />
    ),
  },
  {
    value: "light",
    drawing: (
      <path d="M8 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0m4-10v2m0 16v2M4.93 4.93l1.41 1.41m11.32 11.32 1.41 1.41M2 12h2m16 0h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41" />
    ),
  },
  {
    value: "dark",
    drawing: (
      <path d="M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401" />
    ),
  },
];

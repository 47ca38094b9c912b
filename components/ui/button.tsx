import { cva } from "class-variance-authority";

/** Classes of everything that looks like a button, links included. */
export const buttonVariants = cva(
  [
    "relative flex items-center justify-center gap-2.5 rounded-lg border py-2.5",
    "text-center font-medium text-sm leading-5",
    // Not the outline, which would begin in the color of the text and fade to its own.
    "transition-[color,background-color,border-color]",
    // At once: a short press would end before the color is reached.
    "active:transition-none",
    "aria-disabled:not-aria-busy:opacity-50",
  ],
  {
    variants: {
      variant: {
        primary: "border-transparent bg-ink text-surface hover:bg-ink/88 active:bg-ink/76",
        secondary: "border-edge text-ink hover:bg-raised active:bg-line",
        provider:
          "border-provider-line bg-provider text-provider-ink hover:bg-provider-hover active:bg-provider-press",
        danger:
          "border-transparent bg-problem text-surface hover:bg-problem/88 active:bg-problem/76",
        menu: "border-transparent text-ink hover:bg-raised active:bg-line",
      },
      size: {
        full: "min-h-12 w-full px-3",
        compact: "min-h-11 w-fit px-4",
        menu: "min-h-11 w-full justify-start! gap-3! px-2.75 font-normal!",
      },
    },
    defaultVariants: { variant: "secondary", size: "full" },
  },
);

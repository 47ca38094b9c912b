import type { VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { ButtonContent } from "@/components/ui/button-content";

type PlainFormProps = VariantProps<typeof buttonVariants> & {
  /** The path of the route that it posts to. */
  action: string;
  /** Hidden fields. */
  fields?: Record<string, string>;
  icon: ReactNode;
  pendingText: string;
  /** In the corner of the button. */
  badge?: ReactNode;
  children: ReactNode;
};

/**
 * A form with one button that the browser itself submits, with or without JavaScript, and whose
 * redirects it follows. `PressOnceScript` marks a pressed button; what that shows is here already.
 */
export function PlainForm(props: PlainFormProps) {
  const { action, fields = {}, icon, pendingText, badge, variant, size, children } = props;
  return (
    <form action={action} method="post" data-press-once className="flex flex-col">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={buttonVariants({ variant, size, className: "peer" })}>
        <ButtonContent
          icon={icon}
          busyText={variant === "provider" ? `${pendingText}…` : undefined}
        >
          {children}
        </ButtonContent>
        {badge}
      </button>
      <span aria-live="polite" className="sr-only *:hidden peer-aria-busy:*:inline">
        <span>{pendingText}</span>
      </span>
    </form>
  );
}

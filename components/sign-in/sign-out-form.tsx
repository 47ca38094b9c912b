import type { VariantProps } from "class-variance-authority";
import { SignOutIcon } from "@/components/sign-in/sign-out-icon";
import { buttonVariants } from "@/components/ui/button";

type SignOutFormProps = Pick<VariantProps<typeof buttonVariants>, "size">;

/** A plain form: the browser follows the redirect, with or without JavaScript. */
export function SignOutForm({ size }: SignOutFormProps) {
  return (
    <form action="/api/auth/signout" method="post">
      <button type="submit" className={buttonVariants({ size })}>
        <SignOutIcon />
        Sign out
      </button>
    </form>
  );
}

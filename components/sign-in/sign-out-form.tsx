import type { VariantProps } from "class-variance-authority";
import { PlainForm } from "@/components/forms/plain-form";
import { SignOutIcon } from "@/components/sign-in/sign-out-icon";
import type { buttonVariants } from "@/components/ui/button";

type SignOutFormProps = Pick<VariantProps<typeof buttonVariants>, "variant" | "size">;

export function SignOutForm({ variant, size }: SignOutFormProps) {
  return (
    <PlainForm
      action="/api/auth/signout"
      variant={variant}
      size={size}
      icon={<SignOutIcon />}
      pendingText="Signing out"
    >
      Sign out
    </PlainForm>
  );
}

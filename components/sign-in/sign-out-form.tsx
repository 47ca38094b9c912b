import type { VariantProps } from "class-variance-authority";
import { PlainForm } from "@/components/forms/plain-form";
import { SignOutIcon } from "@/components/sign-in/sign-out-icon";
import type { buttonVariants } from "@/components/ui/button";

type SignOutFormProps = Pick<VariantProps<typeof buttonVariants>, "variant" | "size"> & {
  words: { signOut: string; signingOut: string };
};

export function SignOutForm({ variant, size, words }: SignOutFormProps) {
  return (
    <PlainForm
      action="/api/auth/signout"
      variant={variant}
      size={size}
      icon={<SignOutIcon />}
      pendingText={words.signingOut}
    >
      {words.signOut}
    </PlainForm>
  );
}

import type { VariantProps } from "class-variance-authority";
import { SubmitButton } from "@/components/forms/submit-button";
import { SignOutIcon } from "@/components/sign-in/sign-out-icon";
import type { buttonVariants } from "@/components/ui/button";

type SignOutFormProps = Pick<VariantProps<typeof buttonVariants>, "size"> & {
  signOut: () => Promise<void>;
};

export function SignOutForm({ signOut, size }: SignOutFormProps) {
  return (
    <form action={signOut}>
      <SubmitButton size={size} icon={<SignOutIcon />} pendingText="Signing out">
        Sign out
      </SubmitButton>
    </form>
  );
}

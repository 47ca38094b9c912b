import type { VariantProps } from "class-variance-authority";
import { SignOutIcon } from "@/components/sign-out-icon";
import { SubmitButton } from "@/components/submit-button";
import type { buttonVariants } from "@/components/ui/button";

type SignOutFormProps = Pick<VariantProps<typeof buttonVariants>, "size"> & {
  signOut: () => Promise<void>;
};

/** Signs the visitor out. */
export function SignOutForm({ signOut, size }: SignOutFormProps) {
  return (
    <form action={signOut}>
      <SubmitButton size={size} icon={<SignOutIcon />} pendingText="Signing out">
        Sign out
      </SubmitButton>
    </form>
  );
}

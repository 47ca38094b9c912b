"use client";

import { useActionState } from "react";
import { FormProblem } from "@/components/forms/form-problem";
import { SubmitButton } from "@/components/forms/submit-button";
import { TextField } from "@/components/forms/text-field";
import { buttonVariants } from "@/components/ui/button";
import type { DeleteState } from "@/lib/account/profile";

type DeleteFormProps = {
  deleteAccount: (state: DeleteState, form: FormData) => Promise<DeleteState>;
  /** Where to go instead. */
  keepHref: string;
};

const checkField = "Your account was not deleted. Check the field below.";

/** Asks for the username, so that an account isn't deleted by mistake. */
export function DeleteForm({ deleteAccount, keepHref }: DeleteFormProps) {
  const [state, action] = useActionState(deleteAccount, null);
  return (
    <form action={action} className="flex flex-col gap-5">
      {state && <FormProblem>{state.problem ?? checkField}</FormProblem>}
      <TextField
        name="username"
        label="Type your username to confirm"
        defaultValue={state?.value ?? ""}
        errors={state?.error ? [state.error] : []}
        autoComplete="off"
        required
      />
      <div className="flex flex-wrap gap-3">
        <SubmitButton variant="danger" size="compact" pendingText="Deleting">
          Delete my account
        </SubmitButton>
        <a href={keepHref} className={buttonVariants({ size: "compact" })}>
          Keep my account
        </a>
      </div>
    </form>
  );
}

"use client";

import { type ReactNode, useActionState, useRef } from "react";
import { useFocusFirstInvalid } from "@/components/forms/focus-first-invalid";
import { FormProblem } from "@/components/forms/form-problem";
import { SubmitButton } from "@/components/forms/submit-button";
import { TextField } from "@/components/forms/text-field";
import { buttonVariants } from "@/components/ui/button";
import type { DeleteState } from "@/lib/account/profile";

type DeleteFormProps = {
  deleteAccount: (state: DeleteState, form: FormData) => Promise<DeleteState>;
  /** Where to go instead. */
  keepHref: string;
  words: Record<"field" | "delete" | "deleting" | "keep", string> & {
    /** Repeats what to type. */
    help: ReactNode;
  };
};

/** Asks for the username, so that an account isn't deleted by mistake. */
export function DeleteForm({ deleteAccount, keepHref, words }: DeleteFormProps) {
  const [state, action] = useActionState(deleteAccount, null);
  const form = useRef<HTMLFormElement>(null);
  useFocusFirstInvalid(form, state);
  return (
    <form ref={form} action={action} className="flex flex-col gap-5">
      {state?.problem && <FormProblem>{state.problem}</FormProblem>}
      <TextField
        name="username"
        label={words.field}
        help={words.help}
        defaultValue={state?.value ?? ""}
        errors={state?.error ? [state.error] : []}
        autoComplete="off"
        required
      />
      <div className="button-row">
        <SubmitButton variant="danger" size="compact" pendingText={words.deleting}>
          {words.delete}
        </SubmitButton>
        <a href={keepHref} className={buttonVariants({ size: "compact" })}>
          {words.keep}
        </a>
      </div>
    </form>
  );
}

"use client";

import { useActionState, useRef } from "react";
import { type Picture, PictureChoice } from "@/components/account/picture-choice";
import { useFocusFirstInvalid } from "@/components/forms/focus-first-invalid";
import { FormProblem } from "@/components/forms/form-problem";
import { SubmitButton } from "@/components/forms/submit-button";
import { TextField } from "@/components/forms/text-field";
import { useUnsavedEdits } from "@/components/forms/unsaved-edits";
import type { ProfileFields, ProfileState } from "@/lib/account/profile";

type ProfileFormProps = {
  current: ProfileFields;
  usernameHelp: string;
  pictures: Picture[];
  saveProfile: (state: ProfileState, form: FormData) => Promise<ProfileState>;
};

/** Edits the user's profile. Keeps what they typed when it could not be saved. */
export function ProfileForm({ current, usernameHelp, pictures, saveProfile }: ProfileFormProps) {
  const [state, action, isPending] = useActionState(saveProfile, null);
  const form = useRef<HTMLFormElement>(null);
  useFocusFirstInvalid(form, state);
  useUnsavedEdits(form, { isRefused: state !== null, isPending });
  const { username, name, picture } = state?.values ?? current;
  const errors = state?.errors ?? {};
  return (
    <form ref={form} action={action} className="flex flex-col gap-5">
      {state && <FormProblem>Not saved. Please fix the fields below.</FormProblem>}
      <TextField
        name="username"
        label="Username"
        help={usernameHelp}
        defaultValue={username}
        errors={errors.username}
        autoComplete="username"
        required
      />
      <TextField
        name="name"
        label="Name"
        defaultValue={name}
        errors={errors.name}
        autoComplete="name"
      />
      <PictureChoice
        name={current.name || current.username}
        pictures={pictures}
        chosen={picture}
        error={errors.picture?.[0]}
      />
      <div>
        <SubmitButton variant="primary" size="compact" pendingText="Saving">
          Save profile
        </SubmitButton>
      </div>
    </form>
  );
}

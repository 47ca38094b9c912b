"use client";

import { useActionState, useRef } from "react";
import {
  type Picture,
  PictureChoice,
  type PictureWords,
} from "@/components/account/picture-choice";
import { useFocusFirstInvalid } from "@/components/forms/focus-first-invalid";
import { FormProblem } from "@/components/forms/form-problem";
import { SubmitButton } from "@/components/forms/submit-button";
import { TextField } from "@/components/forms/text-field";
import { useUnsavedEdits } from "@/components/forms/unsaved-edits";
import type { ProfileFields, ProfileState } from "@/lib/account/profile";

type ProfileFormProps = {
  current: ProfileFields;
  pictures: Picture[];
  saveProfile: (state: ProfileState, form: FormData) => Promise<ProfileState>;
  words: PictureWords &
    Record<"username" | "usernameHelp" | "name" | "save" | "saving" | "notSaved", string>;
};

/** Edits the user's profile. Keeps what they typed when it could not be saved. */
export function ProfileForm({ current, pictures, saveProfile, words }: ProfileFormProps) {
  const [state, action, isPending] = useActionState(saveProfile, null);
  const form = useRef<HTMLFormElement>(null);
  useFocusFirstInvalid(form, state);
  useUnsavedEdits(form, { isRefused: state !== null, isPending });
  const { username, name, picture } = state?.values ?? current;
  const errors = state?.errors ?? {};
  return (
    <form ref={form} action={action} className="flex flex-col gap-5">
      {state && <FormProblem>{words.notSaved}</FormProblem>}
      <PictureChoice
        name={current.name || current.username}
        pictures={pictures}
        chosen={picture}
        error={errors.picture?.[0]}
        words={words}
      />
      <TextField
        name="username"
        label={words.username}
        help={words.usernameHelp}
        defaultValue={username}
        errors={errors.username}
        autoComplete="username"
        required
      />
      <TextField
        name="name"
        label={words.name}
        defaultValue={name}
        errors={errors.name}
        autoComplete="name"
      />
      <div>
        <SubmitButton variant="primary" size="compact" pendingText={words.saving}>
          {words.save}
        </SubmitButton>
      </div>
    </form>
  );
}

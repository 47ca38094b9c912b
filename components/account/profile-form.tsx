"use client";

import { useActionState } from "react";
import { type Picture, PictureChoice } from "@/components/account/picture-choice";
import { FormProblem } from "@/components/forms/form-problem";
import { SubmitButton } from "@/components/forms/submit-button";
import { TextField } from "@/components/forms/text-field";
import type { ProfileFields, ProfileState } from "@/lib/account/profile";

type ProfileFormProps = {
  current: ProfileFields;
  usernameHelp: string;
  pictures: Picture[];
  saveProfile: (state: ProfileState, form: FormData) => Promise<ProfileState>;
};

/** Edits the user's profile. Keeps what they typed when it could not be saved. */
export function ProfileForm({ current, usernameHelp, pictures, saveProfile }: ProfileFormProps) {
  const [state, action] = useActionState(saveProfile, null);
  const { username, name, picture } = state?.values ?? current;
  const errors = state?.errors ?? {};
  return (
    <form action={action} className="flex flex-col gap-5">
      {state && <FormProblem>Your profile was not saved. Check the fields below.</FormProblem>}
      <TextField
        name="username"
        label="Username"
        help={usernameHelp}
        defaultValue={username}
        error={errors.username}
        autoComplete="username"
        required
      />
      <TextField
        name="name"
        label="Name"
        defaultValue={name}
        error={errors.name}
        autoComplete="name"
      />
      <PictureChoice
        name={current.name || current.username}
        pictures={pictures}
        chosen={picture}
        error={errors.picture}
      />
      <div>
        <SubmitButton variant="primary" size="compact" pendingText="Saving">
          Save profile
        </SubmitButton>
      </div>
    </form>
  );
}

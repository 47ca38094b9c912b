import { type ReactNode, useId } from "react";

type TextFieldProps = {
  name: string;
  label: string;
  help?: ReactNode;
  defaultValue: string;
  /** One for each rule that the value breaks. */
  errors?: readonly string[] | undefined;
  autoComplete: string;
  required?: true;
};

/** A labelled text input with its help and, after a rejected submission, its errors. */
export function TextField(props: TextFieldProps) {
  const { name, label, help, defaultValue, errors = [], autoComplete, required } = props;
  const id = useId();
  const isInvalid = errors.length > 0;
  const describedBy = [isInvalid && `${id}-errors`, help && `${id}-help`].filter(Boolean).join(" ");
  return (
    <div className="flex max-w-100 flex-col gap-1.5">
      <label htmlFor={id} className="font-medium text-sm">
        {label}
      </label>
      <input
        id={id}
        name={name}
        defaultValue={defaultValue}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        required={required}
        dir="auto"
        aria-invalid={isInvalid ? true : undefined}
        aria-describedby={describedBy || undefined}
        // biome-ignore lint/a11y/noAutofocus: without JavaScript, only this leads to the first of the errors
        autoFocus={isInvalid}
        className="min-h-11 w-full max-w-100 rounded-lg border border-edge bg-surface px-3 aria-invalid:border-problem aria-invalid:outline-problem"
      />
      {isInvalid && (
        <div id={`${id}-errors`} className="flex flex-col gap-1 font-medium text-problem text-sm">
          {errors.map((error) => (
            <p key={error}>{error}</p>
          ))}
        </div>
      )}
      {help && (
        <p id={`${id}-help`} className="text-muted text-sm wrap-anywhere">
          {help}
        </p>
      )}
    </div>
  );
}

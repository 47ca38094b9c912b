import { useId } from "react";

type TextFieldProps = {
  name: string;
  label: string;
  help?: string;
  defaultValue: string;
  error?: string | undefined;
  autoComplete: string;
  required?: true;
};

/** A labelled text input with its help and, after a rejected submission, its error. */
export function TextField(props: TextFieldProps) {
  const { name, label, help, defaultValue, error, autoComplete, required } = props;
  const id = useId();
  const describedBy = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="flex flex-col gap-1.5">
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
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy || undefined}
        className="min-h-11 w-full max-w-100 rounded-lg border border-edge bg-surface px-3 aria-invalid:border-problem"
      />
      {help && (
        <p id={`${id}-help`} className="text-muted text-sm">
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="font-medium text-problem text-sm">
          {error}
        </p>
      )}
    </div>
  );
}

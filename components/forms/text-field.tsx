import { type ComponentProps, type ReactNode, useId } from "react";

type InputAttributes = Pick<
  ComponentProps<"input">,
  "autoCapitalize" | "inputMode" | "maxLength" | "type"
>;

type TextFieldProps = InputAttributes & {
  name: string;
  label: string;
  help?: ReactNode;
  defaultValue?: string;
  /** One for each rule that the value breaks. */
  errors?: readonly string[] | undefined;
  autoComplete: string;
  required?: true;
  /** For sentences and titles, which keyboards then capitalize as well. Names are left as they are. */
  spellCheck?: boolean;
};

/** A labelled text input with its help and, after a rejected submission, its errors. */
export function TextField(props: TextFieldProps) {
  const { label, help, errors = [], spellCheck = false, ...attributes } = props;
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
        autoCapitalize={spellCheck ? "sentences" : "none"}
        {...attributes}
        spellCheck={spellCheck}
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

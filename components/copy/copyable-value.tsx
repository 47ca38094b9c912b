import { CopyButton } from "@/components/copy/copy-button";

/** A value to copy: one click selects all of it. */
export function CopyableValue({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-muted text-sm">{name}</span>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-60 select-all rounded-lg border border-line bg-raised px-3 py-2.5 font-mono text-sm wrap-anywhere">
          {value}
        </code>
        <CopyButton text={value} label={`Copy: ${name}`} />
      </div>
    </div>
  );
}

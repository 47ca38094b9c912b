import { CopyButton } from "@/components/copy/copy-button";
import type { Registration } from "@/lib/doctor/report";

type Variables = Pick<Registration, "name" | "idVariable" | "secretVariable">;

/** What to put into .env.local to replace stand-ins by the real providers, to copy as one. */
export function EnvBlock({ registrations }: { registrations: Variables[] }) {
  const text = registrations.map(linesOf).join("\n");
  return (
    <div className="flex flex-col gap-3">
      <pre className="select-all overflow-x-auto rounded-lg border border-line bg-raised px-3 py-2.5 font-mono text-sm">
        {text}
      </pre>
      <CopyButton text={text} label="Copy: variables for .env.local" />
    </div>
  );
}

function linesOf({ name, idVariable, secretVariable }: Variables): string {
  return `# ${name}\n${idVariable}=\n${secretVariable}=\n`;
}

import { execFile } from "node:child_process";

type Status = "ok" | "warn" | "fail" | "skipped";
type Finding = { check: string; status: Status; text: string; fix?: string };
type Section = { title: string; findings: Finding[]; registration?: { redirectAddress: string } };

/** Runs `npm run doctor -- --json` with these settings and no others. */
export async function runDoctor(settings: Record<string, string>, ...options: string[]) {
  const { code, output } = await run(settings, ["--json", ...options]);
  const { sections } = JSON.parse(output) as { sections: Section[] };
  const section = (title: string) => sections.find((one) => one.title === title);
  return {
    code,
    output,
    find: (title: string, check: string) =>
      section(title)?.findings.find((finding) => finding.check === check),
    /** Each as "section: check". */
    all: (status: Status) =>
      sections.flatMap(({ title, findings }) =>
        findings.flatMap((one) => (one.status === status ? `${title}: ${one.check}` : [])),
      ),
    redirectAddress: (title: string) => section(title)?.registration?.redirectAddress,
  };
}

function run(settings: Record<string, string>, options: string[]) {
  const env = {
    PATH: process.env.PATH ?? "",
    // With this, the doctor reads none of the developer's .env files.
    __NEXT_PROCESSED_ENV: "true",
    ...settings,
  };
  const args = ["run", "--silent", "doctor", "--", ...options];
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    execFile("npm", args, { env: env as unknown as NodeJS.ProcessEnv }, (error, output) => {
      if (error && typeof error.code !== "number") reject(error);
      else resolve({ code: Number(error?.code ?? 0), output });
    });
  });
}

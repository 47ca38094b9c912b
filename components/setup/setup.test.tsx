import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { Finding } from "@/lib/doctor/finding";
import { providerSetup } from "@/lib/doctor/provider/consoles";
import type { Registration } from "@/lib/doctor/report";
import { EnvBlock } from "./env-block";
import { FindingList } from "./finding-list";
import { ProviderSteps } from "./provider-steps";

const registration: Registration = {
  provider: "google",
  name: "Google",
  redirectAddress: "http://localhost:3000/api/auth/callback/google",
  place: "its console",
  site: "http://127.0.0.1:4010/google",
  isRealOne: false,
  isStandIn: true,
  idVariable: "AUTH_GOOGLE_ID",
  secretVariable: "AUTH_GOOGLE_SECRET",
  addressVariable: "AUTH_GOOGLE_ISSUER",
};

const stepsOf = (changes: Partial<Registration>) => {
  const whole = { ...registration, ...changes };
  return renderToStaticMarkup(
    <ProviderSteps registration={whole} setup={providerSetup(whole.provider)} />,
  );
};

it("shows a finding with its status in words, and what to do", () => {
  const page = renderToStaticMarkup(
    <FindingList
      findings={[{ check: "migrations", status: "fail", text: "none", fix: "Run `npm x`." }]}
    />,
  );
  expect(page.replace(/<[^>]+>/g, "")).toBe("Errormigrations noneRun npm x.");
  expect(page).toMatch(/<code[^>]*>npm x<\/code>/);
});

it("has the steps to the real provider, with its variables", () => {
  const page = stepsOf({});
  for (const word of ["Set up the real Google", "AUTH_GOOGLE_ID", "AUTH_GOOGLE_SECRET"]) {
    expect(page).toContain(word);
  }
  expect(page).toContain('href="https://console.cloud.google.com/auth/clients"');
});

it("shows what was found out about a stand-in as a stand-in, and not as passed", () => {
  const findings = [{ check: "metadata", status: "ok", text: "fetched", isStandIn: true } as const];
  const page = renderToStaticMarkup(<FindingList findings={findings} />);
  expect(page.replace(/<[^>]+>/g, "")).toBe("Stand-inmetadata fetched");
});

it("marks the row that names a stand-in, and shows what it passed as neither passed nor a stand-in", () => {
  const isStandIn = true;
  const findings = [
    { check: "provider", status: "ok", text: "local", isStandIn },
    { check: "clock", status: "ok", text: "in sync", isStandIn },
    { check: "redirect", status: "warn", text: "odd", isStandIn },
  ] satisfies Finding[];
  const page = renderToStaticMarkup(<FindingList findings={findings} isOfStandIn />);
  const rows = page.split("<li").slice(1);
  expect(rows.map((row) => row.replace(/^[^>]*>|<[^>]+>/g, ""))).toEqual([
    "Stand-inprovider local",
    "OK hereclock in sync",
    "Warningredirect odd",
  ]);
});

it("has one block of variables for all stand-ins, without a value", () => {
  const github = { name: "GitHub", idVariable: "AUTH_GITHUB_ID" };
  const more = { ...registration, ...github, secretVariable: "AUTH_GITHUB_SECRET" };
  const page = renderToStaticMarkup(<EnvBlock registrations={[registration, more]} />);
  expect(page.match(/<pre/g)).toHaveLength(1);
  expect(page.replace(/<[^>]+>/g, "")).toContain(
    "# Google\nAUTH_GOOGLE_ID=\nAUTH_GOOGLE_SECRET=\n\n# GitHub\nAUTH_GITHUB_ID=\nAUTH_GITHUB_SECRET=\n",
  );
});

it("shows the redirect address of a provider that it has no steps for", () => {
  const page = stepsOf({ provider: "unknown", name: "Unknown", isRealOne: null });
  expect(page).toContain(registration.redirectAddress);
  expect(page).not.toContain("Console:");
});

it("shows the redirect address and no copy button without JavaScript", () => {
  const page = stepsOf({});
  expect(page).toContain(registration.redirectAddress);
  const buttons = page.match(/<button [^>]*>/g) ?? [];
  for (const button of buttons) expect(button).toContain(" invisible");
});

import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { providerSetup } from "@/lib/doctor/provider/consoles";
import type { Registration } from "@/lib/doctor/report";
import { FindingList } from "./finding-list";
import { ProviderSteps } from "./provider-steps";

const registration: Registration = {
  provider: "google",
  name: "Google",
  redirectAddress: "http://localhost:3000/api/auth/callback/google",
  place: "its console",
  site: "http://127.0.0.1:4010/google",
  isRealOne: false,
  idVariable: "AUTH_GOOGLE_ID",
  secretVariable: "AUTH_GOOGLE_SECRET",
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
  expect(page.replace(/<[^>]+>/g, "")).toBe("Fixmigrations noneRun npm x.");
  expect(page).toMatch(/<code[^>]*>npm x<\/code>/);
});

it("opens the steps to the real provider, with its variables, while another server takes its place", () => {
  const page = stepsOf({});
  expect(page).toMatch(/<details[^>]* open=""/);
  for (const word of ["Set up the real Google", "AUTH_GOOGLE_ID", "AUTH_GOOGLE_SECRET"]) {
    expect(page).toContain(word);
  }
  expect(page).toContain('href="https://console.cloud.google.com/auth/clients"');
});

it("folds the steps of a real provider", () => {
  expect(stepsOf({ isRealOne: true })).toMatch(/<details(?![^>]* open)/);
});

it("shows the redirect address of a provider that it has no steps for", () => {
  const page = stepsOf({ provider: "unknown", name: "Unknown", isRealOne: null });
  expect(page).toContain(registration.redirectAddress);
  expect(page).not.toContain("Console:");
});

it("shows the redirect address and no copy button without JavaScript", () => {
  const page = stepsOf({});
  expect(page).toContain(registration.redirectAddress);
  expect(page).not.toContain("<button");
});

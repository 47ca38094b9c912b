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

it("a finding is shown with its state in words, and with what to do", () => {
  const page = renderToStaticMarkup(
    <FindingList
      findings={[{ check: "migrations", status: "fail", text: "none", fix: "Run `npm x`." }]}
    />,
  );
  expect(page.replace(/<[^>]+>/g, "")).toBe("Mendmigrations noneRun npm x.");
  expect(page).toMatch(/<code[^>]*>npm x<\/code>/);
});

it("a stand-in's steps to the real provider are open, and name what to set", () => {
  const page = stepsOf({});
  expect(page).toMatch(/<details[^>]* open=""/);
  for (const word of ["Set up the real Google", "AUTH_GOOGLE_ID", "AUTH_GOOGLE_SECRET"]) {
    expect(page).toContain(word);
  }
  expect(page).toContain('href="https://console.cloud.google.com/auth/clients"');
});

it("the real provider's steps are folded away", () => {
  expect(stepsOf({ isRealOne: true })).toMatch(/<details(?![^>]* open)/);
});

it("a provider that we know nothing more about has its redirect address all the same", () => {
  const page = stepsOf({ provider: "unknown", name: "Unknown", isRealOne: null });
  expect(page).toContain(registration.redirectAddress);
  expect(page).not.toContain("Console:");
});

it("without JavaScript the redirect address is there to be selected, and no button that does nothing", () => {
  const page = stepsOf({});
  expect(page).toContain(registration.redirectAddress);
  expect(page).not.toContain("<button");
});

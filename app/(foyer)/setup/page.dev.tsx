import type { Metadata } from "next";
import { PageFrame } from "@/components/page/page-frame";
import { PageMessage } from "@/components/page/page-message";
import { Section } from "@/components/section";
import { FindingList } from "@/components/setup/finding-list";
import { ProviderSteps } from "@/components/setup/provider-steps";
import { buttonVariants } from "@/components/ui/button";
import { isInContainer } from "@/lib/doctor/container";
import { diagnose } from "@/lib/doctor/diagnose";
import { providerSetup } from "@/lib/doctor/provider/consoles";
import type { Report, Section as ReportSection } from "@/lib/doctor/report";

export const metadata: Metadata = { title: "Setup" };

/** The report of `npm run doctor` as a page, in development only: builds leave the file out. */
export default async function SetupPage() {
  const report = await diagnose({
    source: process.env,
    rules: "development",
    inContainer: isInContainer(),
    unusable: new Set(),
    fromInside: true,
  });
  return (
    <PageFrame>
      <PageMessage title="Setup" text={summaries[report.status]} />
      {/* A form without an action reloads its own page. */}
      <form className="flex justify-center">
        <button type="submit" className={buttonVariants({ variant: "primary", size: "compact" })}>
          Check again
        </button>
      </form>
      {report.sections.map((section) => (
        <Section key={section.title} title={section.title}>
          <FindingList findings={section.findings} />
          <Steps section={section} />
        </Section>
      ))}
      <p className="text-muted text-sm">
        This page exists only in development. Before you deploy, run{" "}
        <code className="font-mono">npm run doctor</code> with your production settings.
      </p>
    </PageFrame>
  );
}

const summaries: Record<Report["status"], string> = {
  ok: "Every check that could run has passed.",
  warn: "The app works. Some checks have a warning.",
  fail: "Some checks failed. Fix those first.",
  skipped: "No check could run.",
};

function Steps({ section: { registration } }: { section: ReportSection }) {
  if (!registration) return null;
  return <ProviderSteps registration={registration} setup={providerSetup(registration.provider)} />;
}

import type { Metadata } from "next";
import { CheckCard } from "@/components/setup/check-card";
import { EnvBlock } from "@/components/setup/env-block";
import { ProviderSteps } from "@/components/setup/provider-steps";
import { SetupFrame } from "@/components/setup/setup-frame";
import { SummaryStrip } from "@/components/setup/summary-strip";
import { buttonVariants } from "@/components/ui/button";
import { isInContainer } from "@/lib/doctor/container";
import { diagnose } from "@/lib/doctor/diagnose";
import { providerSetup } from "@/lib/doctor/provider/consoles";
import type { Section } from "@/lib/doctor/report";
import { summarize } from "@/lib/doctor/summary";

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
  const providers = report.sections.filter(({ registration }) => registration);
  const others = report.sections.filter(({ registration }) => !registration);
  return (
    <SetupFrame>
      <div className="flex flex-col gap-2">
        <h1>Setup</h1>
        <p className="text-muted text-sm">
          Only available in development. Before you deploy, run{" "}
          <code className="font-mono">npm run doctor</code> with your production settings.
        </p>
      </div>
      <SummaryStrip summary={summarize(report)} hasErrors={report.status === "fail"}>
        {/* A form without an action reloads its own page. */}
        <form>
          <button type="submit" className={buttonVariants({ size: "compact" })}>
            Run checks again
          </button>
        </form>
      </SummaryStrip>
      <div className="grid items-start gap-6 md:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-6">
          {others.map((section) => (
            <CheckCard key={section.title} section={section} />
          ))}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <RealProviders sections={providers} />
          {providers.map((section) => (
            <CheckCard key={section.title} section={section}>
              <Steps section={section} />
            </CheckCard>
          ))}
        </div>
      </div>
    </SetupFrame>
  );
}

/** How to replace the stand-ins, if there are any. */
function RealProviders({ sections }: { sections: Section[] }) {
  const standIns = sections.flatMap(({ registration }) =>
    registration?.isStandIn ? [registration] : [],
  );
  if (standIns.length === 0) return null;
  return (
    <section className="flex flex-col gap-3 rounded-xl border border-line bg-raised px-5 pt-4 pb-5">
      <h2 className="font-semibold text-lg">Use the real providers</h2>
      <p className="text-muted text-sm">
        Stand-ins on this machine let you sign in as anyone. To replace one, fill in its lines in{" "}
        <code className="font-mono">.env.local</code> and start{" "}
        <code className="font-mono">npm run dev</code> again. Each card below has the steps.
      </p>
      <EnvBlock registrations={standIns} />
    </section>
  );
}

function Steps({ section: { registration } }: { section: Section }) {
  if (!registration) return null;
  return <ProviderSteps registration={registration} setup={providerSetup(registration.provider)} />;
}

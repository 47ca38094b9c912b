import { CopyableValue } from "@/components/copy/copyable-value";
import { Disclosure } from "@/components/disclosure";
import type { ProviderSetup } from "@/lib/doctor/provider/setups/provider-setup";
import type { Registration } from "@/lib/doctor/report";

type ProviderStepsProps = { registration: Registration; setup: ProviderSetup | null };

/** How to register the app with the real provider. */
export function ProviderSteps({ registration, setup }: ProviderStepsProps) {
  const { name, redirectAddress, idVariable, secretVariable } = registration;
  return (
    <>
      <CopyableValue name={setup?.field ?? "Redirect address"} value={redirectAddress} />
      <Disclosure
        summary={registration.isRealOne ? `How ${name} is set up` : `Set up the real ${name}`}
      >
        <ol className="mt-2 flex list-decimal flex-col gap-2 ps-5">
          {setup?.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
          <li>
            Put them into <code className="font-mono">.env.local</code> as{" "}
            <code className="font-mono">{idVariable}</code> and{" "}
            <code className="font-mono">{secretVariable}</code>, and start{" "}
            <code className="font-mono">npm run dev</code> again.
          </li>
        </ol>
        {setup && (
          <p className="mt-3">
            Console:{" "}
            <a
              href={setup.console.url}
              className="underline underline-offset-4 wrap-anywhere"
              rel="noreferrer"
            >
              {setup.console.name}
            </a>
          </p>
        )}
      </Disclosure>
    </>
  );
}

import type { ReactNode } from "react";

/** What a builder sees on the home page in development: where to begin. */
export function StartHere() {
  return (
    <section
      lang="en"
      dir="ltr"
      aria-labelledby="start-here"
      className="flex flex-col gap-5 rounded-xl border border-line bg-surface p-5 sm:p-6"
    >
      <div className="flex flex-col gap-1.5">
        <h2 id="start-here" className="font-semibold text-lg">
          Your app starts here
        </h2>
        <p className="text-muted text-sm">
          Replace <Code>app/(foyer)/home-page.tsx</Code> with your own page, as in{" "}
          <Code>docs/recipes/home-page.md</Code>. Only you see these hints, in development.{" "}
          <a href="/setup" className="text-ink underline underline-offset-4">
            Check your setup
          </a>{" "}
          before you deploy.
        </p>
      </div>
      <ul className="grid gap-3 md:grid-cols-3">
        <Step title="Protect a page" recipe="protected-page.md">
          Call <Code>requireUser()</Code> in a page. Visitors sign in and come back to it.
        </Step>
        <Step title="Read the user" recipe="current-user.md">
          Call <Code>getCurrentUser()</Code> in pages, routes and actions, or <Code>auth()</Code>.
        </Step>
        <Step title="Add a provider" recipe="provider.md">
          Set its id and secret. Any OpenID provider works without code.
        </Step>
      </ul>
    </section>
  );
}

type StepProps = { title: string; recipe: string; children: ReactNode };

function Step({ title, recipe, children }: StepProps) {
  return (
    <li className="flex flex-col gap-2 rounded-xl border border-line bg-raised p-4 text-sm">
      <h3 className="font-medium text-[0.9375rem]">{title}</h3>
      <p className="flex-1 text-muted">{children}</p>
      <p className="text-muted text-xs">
        <Code>docs/recipes/{recipe}</Code>
      </p>
    </li>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <code className="font-mono text-[0.92em] text-ink wrap-anywhere">{children}</code>;
}

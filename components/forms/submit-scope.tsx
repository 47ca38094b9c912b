"use client";

import { createContext, type ReactNode, use, useEffect, useState } from "react";

type Scope = { busy: boolean; report: (busy: boolean) => void };

const ScopeContext = createContext<Scope | null>(null);

/** Groups forms. While one of them is being submitted, the buttons of the others do nothing. */
export function SubmitScope({ children }: { children: ReactNode }) {
  const [busy, report] = useState(false);
  return <ScopeContext value={{ busy, report }}>{children}</ScopeContext>;
}

/** Reports one form's state to the scope around it; returns whether any form of the scope is pending. */
export function useSubmitScope(pending: boolean): boolean {
  const scope = use(ScopeContext);
  const report = scope?.report;
  useEffect(() => {
    if (!pending || !report) return;
    report(true);
    return () => report(false);
  }, [pending, report]);
  return pending || (scope?.busy ?? false);
}

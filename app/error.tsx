"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { OutdatedPage } from "@/components/outdated-page";
import { UnexpectedFailure } from "@/components/unexpected-failure";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return unstable_isUnrecognizedActionError(error) ? (
    <OutdatedPage />
  ) : (
    <UnexpectedFailure error={error} retry={retry} />
  );
}

"use client";

import { UnexpectedFailure } from "@/components/unexpected-failure";

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  return <UnexpectedFailure error={error} retry={retry} />;
}

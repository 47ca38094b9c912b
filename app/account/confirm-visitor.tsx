import { startConfirm } from "@/app/account/confirm/start-confirm";
import { ConfirmCard } from "@/components/confirm-card";
import { orUnavailable } from "@/lib/auth/or-unavailable";
import { offeredProviders } from "@/lib/auth/providers";
import type { Visitor } from "@/lib/auth/visitor";
import { listConnections } from "@/lib/db/connections";

/** Stands where something would be that needs a recent sign-in, and leads back to it. */
export async function ConfirmVisitor({
  visitor,
  returnTo,
}: {
  visitor: Visitor;
  returnTo: string;
}) {
  const connections = await orUnavailable(() => listConnections(visitor.id));
  const connected = new Set(connections.map(({ provider }) => provider));
  return (
    <ConfirmCard
      providers={offeredProviders().filter(({ id }) => connected.has(id))}
      returnTo={returnTo}
      startConfirm={startConfirm}
    />
  );
}

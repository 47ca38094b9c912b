import { requireUser } from "@/lib/auth/session/current-user";

export const instant = false;

export function generateStaticParams() {
  return [{ id: "1" }];
}

/** Reads the session for each id, so none is prerendered. */
export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await requireUser(`/orders/${id}`);
  return <h1>Order: {id}</h1>;
}

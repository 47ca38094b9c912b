import Link from "next/link";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { Seats } from "../pricing/seats";

/** Rendered for each request, with a style attribute and a client component. */
export default async function StyledPage(props: { searchParams: Promise<{ missing?: string }> }) {
  await connection();
  if ((await props.searchParams).missing) notFound();
  return (
    <>
      <h1 style={{ color: "rgb(4, 5, 6)" }}>Your plan</h1>
      <Seats />
      <Link href="/pricing">Pricing</Link>
    </>
  );
}

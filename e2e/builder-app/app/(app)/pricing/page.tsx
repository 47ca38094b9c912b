import Link from "next/link";
import { Seats } from "./seats";

/** Reads nothing of the request, so Next.js prerenders it. */
export default function PricingPage() {
  return (
    <>
      <h1 style={{ color: "rgb(1, 2, 3)" }}>Pricing</h1>
      <Seats />
      <Link href="/styled">Your plan</Link>
    </>
  );
}

import { Suspense } from "react";
import { auth } from "@/auth";
import { PickSeats } from "../pick-seats";

/** Partially prerendered: the heading is in the static shell, and the greeting is of the request. */
export default function StockPage() {
  return (
    <>
      <h1>Stock</h1>
      <PickSeats />
      <Suspense fallback={<p role="status">Loading</p>}>
        <Greeting />
      </Suspense>
    </>
  );
}

async function Greeting() {
  const session = await auth();
  return (
    <>
      <p role="status">{session ? `Hello, ${session.user.username}` : "Hello, stranger"}</p>
      <PickSeats />
    </>
  );
}

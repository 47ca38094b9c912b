import { Suspense } from "react";
import { requireUser } from "@/lib/auth/session/current-user";
import { PickSeats } from "../pick-seats";

export const instant = false;

/** Rendered for each request, with its nonce: it waits for the user outside of `<Suspense>`. */
export default async function OrdersPage() {
  const { username } = await requireUser("/orders");
  return (
    <>
      <h1 style={{ color: "rgb(4, 5, 6)" }}>Orders of {username}</h1>
      <Suspense fallback={<p>Loading</p>}>
        <Late />
      </Suspense>
    </>
  );
}

/** Streamed after the rest of the page, in a script that needs the nonce. */
async function Late() {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return <PickSeats />;
}

import Link from "next/link";
import { PickSeats } from "../pick-seats";
import { changePlans } from "./change-plans";
import { findPlans } from "./find-plans";

/** Prerendered from a cached function. */
export default async function PlansPage() {
  return (
    <>
      <h1 style={{ color: "rgb(1, 2, 3)" }}>{await findPlans()}</h1>
      <PickSeats />
      <form action={changePlans}>
        <button type="submit">Change plans</button>
      </form>
      <Link href="/stock">Stock</Link>
      <Link href="/orders">Orders</Link>
    </>
  );
}

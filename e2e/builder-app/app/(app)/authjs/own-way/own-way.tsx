"use client";

import { useSession } from "next-auth/react";
import { useState } from "react";

/** `required` with an `onUnauthenticated` of the builder's own. */
export function OwnWay() {
  const [isOut, setIsOut] = useState(false);
  const { data: session } = useSession({
    required: true,
    onUnauthenticated: () => setIsOut(true),
  });
  return <p>{isOut ? "Please sign in" : session?.user.username}</p>;
}

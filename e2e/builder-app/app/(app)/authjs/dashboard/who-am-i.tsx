"use client";

import { useState } from "react";

export function WhoAmI({ ask }: { ask: () => Promise<string> }) {
  const [name, setName] = useState("");
  return (
    <>
      <button type="button" onClick={async () => setName(await ask())}>
        Who am I?
      </button>
      <output>{name}</output>
    </>
  );
}

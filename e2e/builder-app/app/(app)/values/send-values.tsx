"use client";

import { useState } from "react";
import { describeValues } from "./describe-values";

export function SendValues() {
  const [received, setReceived] = useState("");
  const send = async () => {
    const more = new FormData();
    more.set("field", "value");
    const values = {
      date: new Date(0),
      map: new Map([["a", 1]]),
      set: new Set(["x", "y"]),
      big: 2n ** 70n,
      bytes: new Uint8Array([1, 2, 3]),
      file: new File(["content"], "note.txt"),
      nested: { list: [1, undefined, 3] },
    };
    setReceived(await describeValues(values, more));
  };
  return (
    <>
      <button type="button" onClick={send}>
        Send
      </button>
      <p role="status">{received}</p>
    </>
  );
}

"use client";

import { useState } from "react";

export function PickSeats() {
  const [seats, setSeats] = useState(1);
  return (
    <button type="button" onClick={() => setSeats(seats + 1)}>
      {seats} seats
    </button>
  );
}

"use server";

import { updateTag } from "next/cache";

export async function changePlans(): Promise<void> {
  updateTag("plans");
}

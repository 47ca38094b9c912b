import "server-only";
import type { z } from "zod";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { readJson } from "@/lib/auth/oauth/provider-fetch";

/**
 * What a provider's API says of a person, in the form that its documentation names.
 * @throws ProviderError
 */
export async function readApiResponse<T extends z.ZodType>(
  response: Response,
  type: T,
): Promise<z.infer<T>> {
  const received = type.safeParse(await readJson("userinfo", response));
  if (received.success) return received.data;
  throw new ProviderError("userinfo", "malformed", { message: "fields are missing" });
}

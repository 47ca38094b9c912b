import "server-only";
import type { z } from "zod";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { readJson } from "@/lib/auth/oauth/provider-fetch";

/**
 * A response of a provider's user API, parsed by the schema that its documentation describes.
 * @throws ProviderError
 */
export async function readApiResponse<T extends z.ZodType>(
  response: Response,
  type: T,
): Promise<z.infer<T>> {
  const parsed = type.safeParse(await readJson("userinfo", response));
  if (parsed.success) return parsed.data;
  throw new ProviderError("userinfo", "malformed", { message: "fields are missing or invalid" });
}

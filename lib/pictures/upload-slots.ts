import "server-only";
import { globalSingleton } from "@/lib/global-singleton";

/** Each holds a file of 4 MB, twice while its form is parsed. */
const maxUploads = 4;

const uploads = () => globalSingleton("uploads", () => new Set<string>());

/**
 * Runs an upload unless too many are under way, or one of the same user, so that neither a crowd nor
 * a slow sender fills the memory.
 */
export async function withUploadSlot<T>(
  userId: string,
  upload: () => Promise<T>,
): Promise<T | "busy"> {
  const users = uploads();
  if (users.has(userId) || users.size >= maxUploads) return "busy";
  users.add(userId);
  try {
    return await upload();
  } finally {
    users.delete(userId);
  }
}

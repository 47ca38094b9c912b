import { signOut } from "@/auth";

export async function POST(): Promise<Response> {
  return signOut({ redirectTo: "/authjs/server" });
}

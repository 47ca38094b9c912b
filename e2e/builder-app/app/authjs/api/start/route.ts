import { signIn } from "@/auth";

export async function GET(): Promise<Response> {
  return signIn("google", { redirectTo: "/authjs/dashboard" });
}

export const POST = GET;

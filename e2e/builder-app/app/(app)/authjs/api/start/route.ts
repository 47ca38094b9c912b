import { signIn } from "@/auth";

const options = { redirectTo: "/authjs/dashboard" };

export async function GET(): Promise<Response> {
  return signIn("google", options);
}

export async function POST(): Promise<Response> {
  return signIn("google", options);
}

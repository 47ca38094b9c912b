import { headers } from "next/headers";
import { auth } from "../auth";
import { SignInButtons } from "./sign-in-buttons";
import { SignOutButton } from "./sign-out-button";

export default async function HomePage() {
  const session = await auth.api.getSession({ headers: await headers() });
  if (!session) {
    return (
      <main>
        <SignInButtons />
      </main>
    );
  }
  return (
    <main>
      <h1>Hello, {session.user.name}</h1>
      <p>{session.user.email}</p>
      <SignOutButton />
    </main>
  );
}

import { auth } from "@/auth";

/** https://authjs.dev/getting-started/session-management/get-session */
export default async function UserAvatar() {
  const session = await auth();

  if (!session?.user) return null;

  return <p>Signed in as {session.user.username}</p>;
}

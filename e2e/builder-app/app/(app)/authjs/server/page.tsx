import { auth } from "@/auth";
import UserAvatar from "../user-avatar";

/** https://authjs.dev/getting-started/session-management/protecting#pages */
export default async function Page() {
  const session = await auth();
  if (!session) return <div>Not authenticated</div>;

  return (
    <div>
      <UserAvatar />
      <pre>{JSON.stringify(session, null, 2)}</pre>
    </div>
  );
}

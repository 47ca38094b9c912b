import { redirect } from "next/navigation";
import { auth, signIn, signOut } from "@/auth";
import { currentUsername } from "./current-username";
import { WhoAmI } from "./who-am-i";

/** What server actions learn, and what they get with `redirect: false`. */
export default async function DashboardPage() {
  const session = await auth();
  return (
    <>
      <h1>{session ? `Dashboard of ${session.user.username}` : "Nobody's dashboard"}</h1>
      <WhoAmI ask={currentUsername} />
      <form
        action={async () => {
          "use server";
          const url = await signIn("google", { redirect: false });
          redirect(`/authjs/onward?${new URLSearchParams({ url })}`);
        }}
      >
        <button type="submit">Where would I sign in?</button>
      </form>
      <form
        action={async () => {
          "use server";
          const { redirect: url } = await signOut({
            redirect: false,
            redirectTo: "/authjs/server",
          });
          redirect(`/authjs/onward?${new URLSearchParams({ url })}`);
        }}
      >
        <button type="submit">Sign out quietly</button>
      </form>
    </>
  );
}

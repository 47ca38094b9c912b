import { signIn, signOut } from "@/auth";

/** https://authjs.dev/getting-started/session-management/login */
export default function LoginPage() {
  return (
    <>
      <form
        action={async () => {
          "use server";
          await signIn();
        }}
      >
        <button type="submit">Sign in</button>
      </form>
      <form
        action={async () => {
          "use server";
          await signIn("google");
        }}
      >
        <button type="submit">Sign in with Google</button>
      </form>
      <form
        action={async () => {
          "use server";
          await signIn("google", { redirectTo: "/authjs/dashboard" });
        }}
      >
        <button type="submit">Sign in to the dashboard</button>
      </form>
      <form
        action={async () => {
          "use server";
          await signIn("nobody", { redirectTo: "/authjs/dashboard" });
        }}
      >
        <button type="submit">Sign in with Nobody</button>
      </form>
      <form
        action={async () => {
          "use server";
          await signOut();
        }}
      >
        <button type="submit">Sign Out</button>
      </form>
      <form
        action={async () => {
          "use server";
          await signOut({ redirectTo: "/authjs/server" });
        }}
      >
        <button type="submit">Sign out to the server page</button>
      </form>
    </>
  );
}

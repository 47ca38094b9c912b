import { auth, signIn, signOut } from "../auth";

export default async function HomePage() {
  const session = await auth();
  if (!session?.user) {
    return (
      <main>
        <form
          action={async () => {
            "use server";
            await signIn("google", { redirectTo: "/" });
          }}
        >
          <button type="submit">Sign in with Google</button>
        </form>
        <form
          action={async () => {
            "use server";
            await signIn("github", { redirectTo: "/" });
          }}
        >
          <button type="submit">Sign in with GitHub</button>
        </form>
      </main>
    );
  }
  return (
    <main>
      <h1>Hello, {session.user.name}</h1>
      <p>{session.user.email}</p>
      <form
        action={async () => {
          "use server";
          await signOut({ redirectTo: "/" });
        }}
      >
        <button type="submit">Sign out</button>
      </form>
    </main>
  );
}

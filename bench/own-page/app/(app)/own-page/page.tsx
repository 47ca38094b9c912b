import { requireUser } from "@/lib/auth/session/current-user";

/** What the signed-in page of the other apps shows. */
export default async function OwnPage() {
  const user = await requireUser("/own-page");
  return (
    <main>
      <h1>Hello, {user.name}</h1>
      <p>{user.email}</p>
      <form action="/api/auth/signout" method="post">
        <button type="submit">Sign out</button>
      </form>
    </main>
  );
}

import postgres from "postgres";

export const dynamic = "force-dynamic";

const sql = postgres(process.env.DATABASE_URL as string);

export default async function LookupPage() {
  const [user] = await sql`select name from lookup where id = 7`;
  return (
    <main>
      <h1>Hello, {user?.name}</h1>
      <p>A user would be signed in here.</p>
    </main>
  );
}

import postgres from "postgres";

export const dynamic = "force-dynamic";

const sql = postgres(process.env.DATABASE_URL as string);

export default async function LookupPage() {
  const [person] = await sql`select name from lookup where id = 7`;
  return (
    <main>
      <h1>Hello, {person?.name}</h1>
      <p>Somebody would be signed in here.</p>
    </main>
  );
}

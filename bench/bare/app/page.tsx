export const dynamic = "force-dynamic";

export default function HomePage() {
  return (
    <main>
      <h1>Hello</h1>
      <p>A user would be signed in here.</p>
    </main>
  );
}

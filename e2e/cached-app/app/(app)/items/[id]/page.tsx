export const instant = false;

/** Without `generateStaticParams`, Next.js renders it for each request. */
export default async function ItemPage({ params }: { params: Promise<{ id: string }> }) {
  return <h1>Item: {(await params).id}</h1>;
}

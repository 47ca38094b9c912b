/** One post is prerendered by the build, the others when they are first requested. */
export function generateStaticParams() {
  return [{ slug: "first" }];
}

export default async function PostPage({ params }: { params: Promise<{ slug: string }> }) {
  return <h1>Post: {(await params).slug}</h1>;
}

/** A page's heading with a sentence or two below it. */
export function PageMessage({ title, text }: { title: string; text: string }) {
  return (
    <div className="flex flex-col gap-3 text-center">
      <h1>{title}</h1>
      <p className="text-balance text-muted">{text}</p>
    </div>
  );
}

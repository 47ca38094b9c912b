type PageMessageProps = { title: string; text: string; next?: string };

/** A page's heading, a sentence or two below it, and what to do next. */
export function PageMessage({ title, text, next }: PageMessageProps) {
  return (
    <div className="flex flex-col gap-3 text-center">
      <h1>{title}</h1>
      <p className="text-balance text-muted">{text}</p>
      {next && <p className="text-balance">{next}</p>}
    </div>
  );
}

/** A short label beside a name. */
export function Tag({ children }: { children: string }) {
  return (
    <span className="rounded-full border border-line bg-raised px-2 font-normal text-muted text-xs leading-5">
      {children}
    </span>
  );
}

/** A word about the thing whose name it stands beside. */
export function Tag({ children }: { children: string }) {
  return (
    <span className="rounded-full border border-line bg-raised px-2 font-normal text-muted text-xs leading-5">
      {children}
    </span>
  );
}

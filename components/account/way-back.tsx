type WayBackProps = { href: string; words: string };

/** Ends a panel: leads back without doing what it asks. */
export function WayBack({ href, words }: WayBackProps) {
  return (
    <a href={href} className="-my-2 w-fit py-3 font-medium text-sm underline underline-offset-4">
      {words}
    </a>
  );
}

import { buttonVariants } from "@/components/ui/button";

type WayBackProps = { href: string; words: string };

/** Ends a panel: leads back without doing what it asks. */
export function WayBack({ href, words }: WayBackProps) {
  return (
    <a href={href} className={buttonVariants({ size: "compact", className: "mt-2" })}>
      {words}
    </a>
  );
}

import { Icon } from "@/components/ui/icon";

/** Lucide's `log-out`; its arrow points to the end of the line. */
export function SignOutIcon() {
  return (
    <Icon className="size-4.5 text-muted rtl:rotate-180">
      <path d="m16 17 5-5-5-5m5 5H9m0 9H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4" />
    </Icon>
  );
}

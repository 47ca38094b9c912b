import { Icon } from "@/components/ui/icon";

/** Says that a form was rejected, to screen readers too; the fields say why. */
export function FormProblem({ children }: { children: string }) {
  return (
    <p
      role="alert"
      className="flex gap-3 rounded-xl border border-problem-line bg-problem-ground px-4 py-3.5 font-medium text-problem text-sm"
    >
      <Icon className="mt-0.5 size-4.5">
        <path d="M2 12a10 10 0 1 0 20 0 10 10 0 1 0-20 0m10-4v4m0 4h.01" />
      </Icon>
      {children}
    </p>
  );
}

/** Says that a form was rejected, to screen readers too; the fields say why. */
export function FormProblem({ children }: { children: string }) {
  return (
    <p
      role="alert"
      className="rounded-xl border border-problem-line bg-problem-ground px-4 py-3.5 font-medium text-problem text-sm"
    >
      {children}
    </p>
  );
}

/** Says that a form was rejected, to screen readers too; the fields say why. */
export function FormProblem({ children }: { children: string }) {
  return (
    <p role="alert" className="font-medium text-problem">
      {children}
    </p>
  );
}

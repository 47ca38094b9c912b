/** Says, to whoever sees it and whoever does not, that a form came back; the fields say why. */
export function FormProblem({ children }: { children: string }) {
  return (
    <p role="alert" className="font-medium text-problem">
      {children}
    </p>
  );
}

import type { ReactNode } from "react";

/** What a device's row asks or warns of, with what to do about it. */
export function QuestionFrame({ question, children }: { question: string; children: ReactNode }) {
  return (
    <div className="mt-3 flex flex-col gap-3 border-lamp border-s-2 ps-3 max-md:-ms-8">
      <p className="font-medium">{question}</p>
      {children}
    </div>
  );
}

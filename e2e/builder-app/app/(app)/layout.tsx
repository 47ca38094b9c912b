import type { ReactNode } from "react";

export const metadata = { title: "Acme" };

/** The builder's own root layout, as in the documentation of Next.js. */
export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}

import type { Metadata } from "next";
import { DetailList } from "@/components/detail-list";
import { PageFrame } from "@/components/page-frame";
import { buttonVariants } from "@/components/ui/button";
import { requireVisitor } from "@/lib/auth/current-user";
import { providerName } from "@/lib/auth/providers";

export const metadata: Metadata = { title: "Your account" };

/** An example of a page that requires a visitor: its first line is all the protection it needs. */
export default async function AccountPage() {
  const visitor = await requireVisitor("/account");
  return (
    <PageFrame>
      <h1 className="text-center">Your account</h1>
      <DetailList
        details={[
          { name: "Username", value: visitor.username },
          { name: "Name", value: visitor.name ?? "Not given" },
          { name: "Email", value: visitor.email },
          { name: "Signed in with", value: providerName(visitor.provider) },
        ]}
      />
      <a href="/" className={buttonVariants()}>
        Back to the home page
      </a>
    </PageFrame>
  );
}
